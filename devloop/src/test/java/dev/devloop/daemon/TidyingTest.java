package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Inputs;
import dev.devloop.core.Observed;
import dev.devloop.core.Reducer;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.config.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TidyingTest {

  private static final ServiceName WEB = new ServiceName("web");

  private static final Upkeep ALLOWED = new Upkeep(Optional.empty(), OptionalLong.of(9));

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private State state = State.EMPTY;

  private void happens(Event event) {
    state = Reducer.apply(state, event, Instant.EPOCH);
  }

  private Tidying tidying() {
    return tidying(Duration.ofMillis(200), Duration.ofHours(1));
  }

  private Tidying tidying(Duration quiet, Duration longest) {
    return new Tidying(
        (project, service, _, inUse) -> done.add(project + "/" + service + " but " + inUse),
        (cluster, keep) -> done.add(cluster + " but " + keep),
        (limit, project, _, keep) -> done.add(project + " in " + limit + " but " + keep),
        () -> state,
        quiet,
        longest);
  }

  private String next() throws InterruptedException {
    return Optional.ofNullable(done.poll(30, TimeUnit.SECONDS)).orElse("nothing");
  }

  @Test
  void theDiskBudgetOfTheConfigIsHeldAfterDeploysAndWhenTheConfigWasRead() throws Exception {
    var config = Projects.config(Projects.service("web")).withUpkeep(ALLOWED);
    happens(new Event.ConfigLoaded(config, new Inputs("1", Map.of(WEB, "1"))));
    happens(new Event.ClusterFound(Projects.ACCESS));
    try (var tidying = tidying()) {
      tidying.look();

      assertThat(next()).isEqualTo("c but []");
      assertThat(next()).isEqualTo("shop in 9 but []");
    }
  }

  @Test
  void whoDeploysAllTheTimeIsTidiedUpAfterTooAllTheSame() throws Exception {
    happens(
        new Event.ConfigLoaded(
            Projects.config(Projects.service("web")), new Inputs("1", Map.of(WEB, "1"))));
    happens(new Event.ClusterFound(Projects.ACCESS));
    try (var tidying = tidying(Duration.ofHours(1), Duration.ofMillis(1))) {
      tidying.after(WEB);
      for (int i = 0; i < 10_000 && done.isEmpty(); i++) {
        tidying.after(WEB);
        TimeUnit.MILLISECONDS.sleep(2);
      }
      assertThat(next()).isEqualTo("shop/web but []");
    }
  }

  @Test
  void whatIsRunningStaysAndDeploysThatFollowEachOtherAreTidiedUpOnce() throws Exception {
    var config = Projects.config(Projects.service("web"));
    happens(new Event.ConfigLoaded(config, new Inputs("1", Map.of(WEB, "1"))));
    happens(new Event.ClusterFound(Projects.ACCESS));
    var runs = new Observed(true, "1", "shop/web:now", true, Optional.empty(), List.of());
    happens(new Event.Seen(Map.of(WEB, runs)));
    try (var tidying = tidying()) {
      tidying.after(WEB);
      tidying.after(WEB);

      assertThat(next()).isEqualTo("shop/web but [shop/web:now]");
      assertThat(next()).isEqualTo("c but [shop/web:now]");
      tidying.after(WEB);
      assertThat(next()).isEqualTo("shop/web but [shop/web:now]");
      assertThat(done).hasSizeLessThanOrEqualTo(1);
    }
  }
}
