package dev.devloop.core;

import static dev.devloop.core.Story.built;
import static dev.devloop.core.Story.config;
import static dev.devloop.core.Story.name;
import static dev.devloop.core.Story.problem;
import static dev.devloop.core.Story.pulled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ServiceSyncTest {

  private final Story story = new Story().load(config(built("a"), pulled("b"))).up().settle();

  private static Event.Synced synced(int millis) {
    return new Event.Synced(
        name("a"), new SyncBatch(Instant.EPOCH, 1, 10, 1, Duration.ofMillis(millis), true));
  }

  @Test
  void theNewestBatchAndTheSpreadOfTheLatenciesAreKnown() {
    for (int millis = 1; millis <= 20; millis++) {
      story.on(synced(millis));
    }

    var sync = story.service("a").sync();
    assertThat(sync.last().map(SyncBatch::latency)).contains(Duration.ofMillis(20));
    assertThat(sync.latency(0.5)).contains(Duration.ofMillis(10));
    assertThat(sync.latency(0.95)).contains(Duration.ofMillis(19));
    assertThat(sync.latency(1)).contains(Duration.ofMillis(20));
    assertThat(story.service("b").sync()).isEqualTo(ServiceSync.NONE);
  }

  @Test
  void oldBatchesAreForgotten() {
    for (int i = 0; i < 2 * ServiceSync.BATCHES_KEPT; i++) {
      story.on(synced(i));
    }

    assertThat(story.service("a").sync().batches()).hasSize(ServiceSync.BATCHES_KEPT);
  }

  @Test
  void whatWasRefusedStandsUntilItIsOverAndComesBeforeAFailedCommand() {
    story.on(new Event.CommandEnded(name("a"), Optional.of(problem("command-failed"))));
    story.on(new Event.SyncRefused(name("a"), Optional.of(problem("read-only"))));
    story.on(synced(1));
    assertThat(story.service("a").sync().problem().map(Problem::id)).contains("read-only");

    story.on(new Event.SyncRefused(name("a"), Optional.empty()));
    assertThat(story.service("a").sync().problem().map(Problem::id)).contains("command-failed");

    story.on(new Event.CommandEnded(name("a"), Optional.empty()));
    assertThat(story.service("a").sync().problem()).isEmpty();
  }

  @Test
  void aSaveStartsACrashingServiceAtOnce() {
    story.on(synced(1));
    assertThat(story.planned()).isEmpty();

    story.sees("a", Story.crashing(story.service("a").key()));
    story.on(synced(2));
    assertThat(story.planned()).containsExactly(new Job.Restart(name("a"), 1, true));
  }

  @Test
  void aRefusedFileDoesNotMakeTheServiceFail() {
    story.on(new Event.SyncRefused(name("a"), Optional.of(problem("read-only"))));

    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
  }

  @Test
  void aChangedSourceIsBuiltByItself() {
    story.on(new Event.SourceChanged(name("a"), List.of("main.c")));

    assertThat(story.planned()).containsExactly(new Job.MakeImage(name("a"), 2, false));
  }

  @Test
  void aChangedSourceTriesAFailedBuildAgain() {
    story.on(new Event.SourceChanged(name("a"), List.of("main.c"))).start();
    story.ends(
        new Job.MakeImage(name("a"), 2, false),
        new Outcome.Refused(problem("build-failed"), ExitCode.SERVICE));
    assertThat(story.phase("a")).isEqualTo(ServicePhase.FAILED);

    story.on(new Event.SourceChanged(name("a"), List.of("main.c")));
    assertThat(story.planned()).containsExactly(new Job.MakeImage(name("a"), 3, false));
  }

  @Test
  void whatChangesDuringABuildIsBuiltAfterIt() {
    story.on(new Event.SourceChanged(name("a"), List.of("main.c"))).start();
    story.on(new Event.SourceChanged(name("a"), List.of("main.c")));
    story.on(new Event.SourceChanged(name("a"), List.of("main.c")));
    assertThat(story.planned()).isEmpty();

    story.done(new Job.MakeImage(name("a"), 2, false));
    assertThat(story.planned()).containsExactly(new Job.MakeImage(name("a"), 4, false));
  }

  @Test
  void aServiceThatIsNotBuiltHasNoSource() {
    story.on(new Event.SourceChanged(name("b"), List.of("main.c")));

    assertThat(story.planned()).isEmpty();
  }

  @Test
  void oneOrAllServicesArePausedAndResumed() {
    story.on(new Event.Asked(new Request.PauseSync(Set.of(name("a")), true)));
    assertThat(story.service("a").sync().paused()).isTrue();
    assertThat(story.service("b").sync().paused()).isFalse();

    story.on(new Event.Asked(new Request.PauseSync(Set.of(), true)));
    assertThat(story.service("b").sync().paused()).isTrue();

    story.on(new Event.Asked(new Request.PauseSync(Set.of(), false)));
    assertThat(story.service("a").sync().paused()).isFalse();
  }

  @Test
  void eachAskingForASyncCounts() {
    story.on(new Event.Asked(new Request.SyncNow(Set.of(name("a")))));
    story.on(new Event.Asked(new Request.SyncNow(Set.of())));

    assertThat(story.service("a").sync().asked()).isEqualTo(2);
    assertThat(story.service("b").sync().asked()).isEqualTo(1);
  }

  @Test
  void whatIsDoneBesideJobsIsAStep() {
    story.on(new Event.Did(name("a"), "npm ci", Duration.ofSeconds(2), false));

    var step = story.state.steps().getLast();
    assertThat(step.subject()).isEqualTo("a");
    assertThat(step.title()).isEqualTo("npm ci");
    assertThat(step.took()).isEqualTo(Duration.ofSeconds(2));
    assertThat(step.good()).isFalse();
  }

  @Test
  void aLostWayToTheNodeIsAProblemUntilItIsThereAgain() {
    story.on(new Event.SyncAttached());
    assertThat(story.state.sync().attached()).isTrue();

    story.on(new Event.WatchLimited(problem("watch-limit")));
    story.on(new Event.SyncDetached(problem("sync-detached")));
    assertThat(story.state.sync().attached()).isFalse();
    assertThat(story.state.sync().problems())
        .extracting(Problem::id)
        .containsExactly("sync-detached", "watch-limit");

    story.on(new Event.SyncAttached());
    assertThat(story.state.sync().problems())
        .extracting(Problem::id)
        .containsExactly("watch-limit");
  }

  @Test
  void withoutAClusterNoWayToItIsMissed() {
    story.on(new Event.SyncDetached(problem("sync-detached")));
    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.STOPPED)));

    assertThat(story.state.sync().problems()).isEmpty();
  }

  @Test
  void pendingFilesAreCounted() {
    story.on(new Event.SyncPending(name("a"), 3, "paused"));
    assertThat(story.service("a").sync().pending()).isEqualTo(3);
    assertThat(story.service("a").sync().held()).isEqualTo("paused");
  }
}
