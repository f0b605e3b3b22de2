package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for conditions that nothing announces.
final class Waiting {

  /// Between two looks; an exec into the node costs about as much.
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /// @return false when the deadline passed
  static boolean until(BooleanSupplier condition, Duration deadline, String what) {
    var end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      stopWhenInterrupted(what);
    }
    return true;
  }

  /// The thread stays marked as interrupted.
  static void stopWhenInterrupted(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw new DevloopException(
          ExitCode.INTERRUPTED,
          Problem.of("interrupted", "Stopped while waiting for " + what + ".", "", ""));
    }
  }
}
