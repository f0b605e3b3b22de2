package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.devloop.core.Job;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.project.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstimateTest {

  private static final Job IMAGE = new Job.MakeImage(new ServiceName("web"), 1, false);
  private static final Job CLUSTER =
      new Job.StartCluster(
          new ClusterConfig("devloop", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443));
  private static final Offset<Double> ABOUT = within(0.001);

  private final Durations durations = Durations.inMemory();

  private Estimate of(Job job) {
    return Estimate.of(job, durations).orElseThrow();
  }

  private static Duration seconds(int number) {
    return Duration.ofSeconds(number);
  }

  @Test
  void aBuildTakesAsLongAsTheLastTime() {
    of(IMAGE).done(seconds(40));

    assertThat(of(IMAGE).fraction("npm ci", seconds(20))).isCloseTo(0.45, ABOUT);
    assertThat(of(IMAGE).fraction("npm ci", seconds(40))).isCloseTo(0.9, ABOUT);
    assertThat(of(IMAGE).fraction("npm ci", seconds(400))).isBetween(0.9, 0.9999);
  }

  @Test
  void aBuildFromTheCacheIsNoMeasure() {
    of(IMAGE).done(seconds(40));
    of(IMAGE).done(seconds(1));

    assertThat(of(IMAGE).fraction("npm ci", seconds(20))).isCloseTo(0.45, ABOUT);
  }

  @Test
  void aFirstBuildIsAsFarAsItsSteps() {
    assertThat(of(IMAGE).fraction("build web: [2/4] RUN npm ci", seconds(9))).isEqualTo(0.375);
    assertThat(of(IMAGE).fraction("build web: [base 4/4] COPY . .", seconds(9))).isEqualTo(0.875);
    assertThat(of(IMAGE).fraction("build web", seconds(9))).isZero();
    assertThat(of(IMAGE).fraction("build web: [9/4] RUN", seconds(9))).isLessThan(1);
  }

  @Test
  void aFirstClusterTakesHalfAMinute() {
    assertThat(of(CLUSTER).fraction("Create the node", seconds(15))).isCloseTo(0.45, ABOUT);
    of(CLUSTER).done(seconds(60));
    of(CLUSTER).done(seconds(3));
    assertThat(of(CLUSTER).fraction("Create the node", seconds(30))).isCloseTo(0.45, ABOUT);
  }

  @Test
  void whatIsOverAtOnceNeedsNoEstimate() {
    assertThat(of(CLUSTER).fraction("Look at it", Duration.ofMillis(1500))).isZero();
    assertThat(Estimate.of(new Job.ApplyShared("1"), durations)).isEmpty();
  }

  @Test
  void durationsSurviveTheDaemon(@TempDir Path folder) throws Exception {
    var file = folder.resolve("durations");
    new Durations(file).note("image/web", seconds(7));

    assertThat(new Durations(file).of("image/web")).hasValue(seconds(7));
    assertThat(new Durations(file).of("image/db")).isEmpty();
    Files.writeString(file, "image/web=soon\n");
    assertThat(new Durations(file).of("image/web")).isEmpty();
  }
}
