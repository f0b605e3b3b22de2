package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Problem;
import dev.devloop.core.Request;
import dev.devloop.core.SyncBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SyncsTest {

  private final FakeDoor door = Samples.seen(Samples.ready("web-1"));

  private void saved(int millis) {
    door.on(
        new Event.Synced(
            Samples.WEB, new SyncBatch(Instant.EPOCH, 1, 10, 1, Duration.ofMillis(millis), true)));
  }

  private String rows() {
    return String.join("\n", Rows.text(door.now()));
  }

  @Test
  void theRowSaysHowLongTheLastSaveTookAndTheMedian() {
    assertThat(rows()).doesNotContain("saved");

    saved(1234);
    assertThat(rows()).contains("saved 1.2 s").doesNotContain("median");

    saved(7);
    saved(9);
    assertThat(rows()).contains("saved 9 ms (median 9 ms)");
  }

  @Test
  void theRowSaysWhatIsHeldBack() {
    door.ask(new Request.PauseSync(Set.of(Samples.WEB), true));
    door.on(new Event.SyncPending(Samples.WEB, 2, "paused"));

    assertThat(rows()).contains("sync paused").contains("2 files wait");
  }

  @Test
  void whatWasRefusedIsShownWithItsFix() {
    door.on(
        new Event.SyncRefused(
            Samples.WEB,
            Optional.of(Problem.of("sync-read-only", "It is read-only.", "Because.", "Do this."))));

    assertThat(rows()).contains("[sync-read-only]").contains("Because.").contains("Do this.");
  }

  @Test
  void aLostWayToTheNodeIsShown() {
    door.on(new Event.SyncDetached(Problem.of("sync-detached", "No way to the node.", "", "")));

    assertThat(rows()).contains("[sync-detached]");
  }
}
