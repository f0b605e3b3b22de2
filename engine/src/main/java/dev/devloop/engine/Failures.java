package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;

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
}
