package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.devloop.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimeSpentTest {

  private static final List<Step> STEPS =
      List.of(
          step(1, "cluster", "create", 0, 9_000),
          step(2, "web", "build", 0, 3_000),
          step(3, "project", "namespace", 9_010, 9_100),
          step(4, "web", "becomes ready", 9_200, 11_000));

  private static Instant at(long millis) {
    return Instant.EPOCH.plusMillis(millis);
  }

  private static Step step(long number, String subject, String title, long from, long to) {
    return new Step(number, subject, title, at(to), Duration.ofMillis(to - from), true);
  }

  @Test
  void whatHadToBeWaitedForIsToldAndWhatIsShortIsSummedUp() {
    assertThat(TimeSpent.lines(STEPS, at(0), at(12_000)))
        .containsExactly(
            "where the time went: 12.0s",
            "   9.0s  cluster: create",
            "   1.8s  web: becomes ready",
            "   1.2s  shorter steps and what is between them");
  }

  @Test
  void nothingIsToldWhenNothingWasDone() {
    assertThat(TimeSpent.lines(List.of(), at(0), at(300))).isEmpty();
  }

  @Test
  void aTraceHasARowForEachSubjectAndTimesFromTheBeginning() throws Exception {
    var events = new ObjectMapper().readTree(TraceJson.of(STEPS, at(1_000))).path("traceEvents");

    assertThat(events.findValuesAsText("ph")).containsExactly("M", "X", "M", "X", "M", "X", "X");
    var create = events.get(1);
    assertThat(create.path("name").asText()).isEqualTo("create");
    assertThat(create.path("cat").asText()).isEqualTo("critical");
    assertThat(create.path("ts").asLong()).isEqualTo(-1_000_000);
    assertThat(create.path("dur").asLong()).isEqualTo(9_000_000);
    assertThat(events.get(3).path("cat").asText()).isEqualTo("beside");
    assertThat(events.get(6).path("tid").asInt()).isEqualTo(events.get(3).path("tid").asInt());
    assertThat(events.get(0).path("args").path("name").asText()).isEqualTo("cluster");
  }
}
