package dev.devloop.daemon;

import dev.devloop.core.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// When somebody last did something with the project. Safe for any thread.
final class Activity {

  private final Clock clock;
  private final AtomicReference<Instant> last;

  Activity(Clock clock) {
    this.clock = clock;
    this.last = new AtomicReference<>(clock.instant());
  }

  /// Somebody does something now.
  void seen() {
    last.set(clock.instant());
  }

  /// Files were saved.
  void sync(Event event) {
    boolean saved =
        switch (event) {
          case Event.Synced _, Event.SourceChanged _ -> true;
          case Event.SyncPending(_, var files, _) -> files > 0;
          default -> false;
        };
    if (saved) {
      seen();
    }
  }

  /// For how long nothing was done.
  Duration quiet() {
    return Duration.between(last.get(), clock.instant());
  }
}
