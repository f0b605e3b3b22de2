package dev.devloop.ui;

import dev.devloop.core.Job;
import dev.devloop.core.State;
import java.time.Duration;
import java.time.Instant;

/// How long an `up` waits. Its clock runs only while the cluster is there and no recipe is being
/// built: those take as long as they take.
final class Patience {

  private Duration left;
  private Instant last;

  Patience(Duration timeout, Instant now) {
    this.left = timeout;
    this.last = now;
  }

  /// Time went by in this state.
  ///
  /// @return whether there is any patience left
  boolean lasts(State state, Instant now) {
    if (counts(state)) {
      left = left.minus(Duration.between(last, now));
    }
    last = now;
    return left.isPositive();
  }

  private static boolean counts(State state) {
    return state.cluster().access().isPresent()
        && state.running().stream()
            .noneMatch(r -> r.job() instanceof Job.MakeImage && r.step().contains("recipe"));
  }
}
