package dev.devloop.config;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.util.Optional;

/// Stands in for a body that is being written.
final class Pending {

  private Pending() {}

  static <T> T of(Class<T> type) {
    return Optional.<T>empty()
        .orElseThrow(() ->
            new DevloopException(
                ExitCode.USAGE,
                Problem.of("pending", "not there yet: " + type.getSimpleName(), "", "")));
  }
}
