package dev.devloop.daemon;

import dev.devloop.core.Plan;
import dev.devloop.core.Planner;
import dev.devloop.core.State;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Where the loop hangs out the newest state. Readers take it or wait for a newer one; what came in
/// between they miss.
final class Board {

  /// @param number counts up with every change
  record Notice(long number, State state, Plan plan) {}

  private Notice notice = new Notice(1, State.EMPTY, Planner.next(State.EMPTY, 1));

  synchronized Notice now() {
    return notice;
  }

  synchronized void publish(State state, Plan plan) {
    notice = new Notice(notice.number() + 1, state, plan);
    notifyAll();
  }

  /// Waits for one with a number above `after`; the newest there is when the time is over.
  synchronized Notice await(long after, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (notice.number() <= after) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return notice;
  }
}
