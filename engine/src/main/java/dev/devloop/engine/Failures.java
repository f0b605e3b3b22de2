package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;

/// Failures that several doors of this module share.
final class Failures {

  private Failures() {}

  /// The thread was asked to stop; it stays marked as interrupted.
  static DevloopException interrupted(String doing, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new DevloopException(
        ExitCode.INTERRUPTED,
        Problem.of("interrupted", "Stopped while waiting for: " + doing, "", ""),
        cause);
  }

  /// There is no such program, or it cannot be started.
  static DevloopException missing(Command command, IOException cause) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "command-missing",
            "Cannot run `" + command.argv().getFirst() + "`: " + cause.getMessage(),
            "The program is not installed or not on the PATH.",
            "Install it, then run devloop again."),
        cause);
  }
}
