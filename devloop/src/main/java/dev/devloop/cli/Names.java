package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.util.regex.Pattern;

/// Names of services as typed by people.
final class Names {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private Names() {}

  /// Lets through only what can be a part of a path.
  static String checked(String name) {
    if (!LABEL.matcher(name).matches()) {
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of("no-such-service", "'" + name + "' is not a service.", "", "devloop status"));
    }
    return name;
  }
}
