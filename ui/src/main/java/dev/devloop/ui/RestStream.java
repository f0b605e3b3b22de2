package dev.devloop.ui;

import dev.devloop.core.ExitCode;
import dev.devloop.core.Step;
import java.time.Duration;
import java.util.Locale;

/// Tells a person who waits how the project is taken down, or its cluster frozen.
final class RestStream {

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Door door;
  private final Lines lines;
  private long told;

  RestStream(Door door, Lines lines) {
    this.door = door;
    this.lines = lines;
    var steps = door.now().state().steps();
    this.told = steps.isEmpty() ? 0 : steps.getLast().number();
  }

  /// @param from number of the first snapshot that counts
  ExitCode run(long from) throws InterruptedException {
    var snapshot = door.await(from - 1, BEAT);
    while (true) {
      snapshot.state().steps().stream().filter(s -> s.number() > told).forEach(this::step);
      var state = snapshot.state();
      if (snapshot.number() >= from && state.rest().isEmpty()) {
        state.restProblem().ifPresent(p -> Rows.problem(p).forEach(lines::error));
        return state.restProblem().isEmpty() ? ExitCode.OK : ExitCode.PLATFORM;
      }
      var next = door.await(snapshot.number(), BEAT);
      if (next.number() == snapshot.number()) {
        lines.heartbeat();
      }
      snapshot = next;
    }
  }

  private void step(Step step) {
    told = step.number();
    lines.text(
        String.format(Locale.ROOT, "  %s (%.1fs)", step.title(), step.took().toMillis() / 1000.0));
  }
}
