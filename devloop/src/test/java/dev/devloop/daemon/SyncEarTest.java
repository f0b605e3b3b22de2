package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLine;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.sync.SyncBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SyncEarTest {

  private static final ServiceName WEB = new ServiceName("web");
  private static final Problem READ_ONLY = Problem.of("sync-read-only", "It is so.", "", "");

  private final List<Event> events = new ArrayList<>();
  private final List<LogLine> lines = new ArrayList<>();
  private final SyncEar ear =
      new SyncEar(events::add, new ChangeActions(new NoPlace(), events::add), lines::add, () -> {});

  private static final class NoPlace implements ChangeActions.Place {
    @Override
    public List<String> instances(ServiceName service) {
      return List.of();
    }

    @Override
    public Optional<Problem> run(ServiceName service, String instance, List<String> command) {
      return Optional.empty();
    }

    @Override
    public void restart(ServiceName service) {}
  }

  @Test
  void aBatchIsAnEventAndALineOfTheLog() {
    ear.synced(
        new SyncBatch(
            WEB, Instant.EPOCH, 1, 9, 2, Duration.ofNanos(7_450_000), true, List.of("/app/a")));

    assertThat(events)
        .containsExactly(
            new Event.Synced(
                WEB,
                new dev.devloop.core.SyncBatch(
                    Instant.EPOCH, 1, 9, 2, Duration.ofNanos(7_450_000), true)));
    assertThat(lines).extracting(LogLine::kind).containsExactly(LogKind.SYNC);
    assertThat(lines.getFirst().text()).isEqualTo("1 file (/app/a) in 2 containers after 7.5 ms");
  }

  @Test
  void whatCannotBeWrittenIsBuiltWhereThatHelps() {
    ear.refused(WEB, READ_ONLY, false);
    assertThat(events).containsExactly(new Event.SyncRefused(WEB, Optional.of(READ_ONLY)));

    ear.refused(WEB, READ_ONLY, true);
    ear.accepted(WEB);
    assertThat(events.subList(1, 4))
        .containsExactly(
            new Event.SyncRefused(WEB, Optional.of(READ_ONLY)),
            new Event.SourceChanged(WEB, List.of()),
            new Event.SyncRefused(WEB, Optional.empty()));
  }

  @Test
  void aSourceUnderNoRuleIsToBeBuilt() {
    ear.rebuild(WEB, Set.of(Path.of("/p/main.c")));

    assertThat(events).containsExactly(new Event.SourceChanged(WEB, List.of("/p/main.c")));
  }

  @Test
  void ofThousandsOfSourcesTheLogNamesAFew() {
    var all =
        IntStream.range(0, 5_000)
            .mapToObj(i -> Path.of("/p/%04d.c".formatted(i)))
            .collect(Collectors.toSet());

    ear.rebuild(WEB, all);

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().text()).contains("0009.c and 4990 more").doesNotContain("0010.c");
  }

  @Test
  void aRepairIsTold() {
    ear.repaired(WEB, List.of("/app/a"));

    assertThat(events).containsExactly(new Event.Did(WEB, "repaired /app/a", Duration.ZERO, true));
    assertThat(lines.getFirst().text()).contains("/app/a");
  }

  @Test
  void theWayToTheNodeIsPartOfTheState() {
    ear.detached(READ_ONLY);
    ear.attached();
    ear.watchLimited(READ_ONLY);
    ear.pending(WEB, 3, "paused");

    assertThat(events)
        .containsExactly(
            new Event.SyncDetached(READ_ONLY),
            new Event.SyncAttached(),
            new Event.WatchLimited(READ_ONLY),
            new Event.SyncPending(WEB, 3, "paused"));
  }

  @Test
  void aStartWithoutFilesOfTheHostRunsNothing() {
    ear.changed(WEB, List.of(new Action.Rebuild()), Set.of(Path.of("/p/a")));
    ear.started(WEB, "web-1", "web", 0);

    assertThat(lines).isEmpty();
  }
}
