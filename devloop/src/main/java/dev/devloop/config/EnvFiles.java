package dev.devloop.config;

import dev.devloop.core.DevloopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Files of environment variables in dotenv syntax, such as `.env`.
public final class EnvFiles {

  private EnvFiles() {}

  /// Reads `NAME=value` lines: comments, `export`, single quotes (as they are), double quotes (with
  /// `\n`, `\t`, `\r`, `\"`, `\\`, `\$`), both over several lines. Nothing is replaced in values.
  ///
  /// @return in the order of the file; the last one of a name wins
  /// @throws DevloopException with `ExitCode.USAGE`: `env-file-missing`, `config-unreadable`, or
  ///   `env-file-malformed` once for each such line. Values are never in a message
  public static SequencedMap<String, String> read(Path file) {
    var findings = new Findings();
    var variables = new LinkedHashMap<String, String>();
    if (Files.exists(file)) {
      variables.putAll(parse(file, findings));
    } else {
      findings.add(ConfigProblem.ENV_FILE_MISSING, Position.of(file), "there is no such file");
    }
    if (!findings.isEmpty()) {
      throw findings.toException(Optional.ofNullable(file.getParent()).orElse(file));
    }
    return variables;
  }

  /// Adds what is wrong in a file that is there; says nothing of one that is not.
  static void check(Path file, Findings findings) {
    if (Files.isRegularFile(file)) {
      parse(file, findings);
    }
  }

  private static SequencedMap<String, String> parse(Path file, Findings findings) {
    try {
      return new EnvText(file, TextFiles.read(file), findings).parse();
    } catch (TextFiles.Unreadable e) {
      findings.add(
          ConfigProblem.CONFIG_UNREADABLE, Position.of(file), "the file " + e.getMessage());
      return new LinkedHashMap<>();
    }
  }
}
