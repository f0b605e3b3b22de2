package dev.devloop.config;

import dev.devloop.core.DevloopException;
import dev.devloop.core.config.DevConfig;
import java.nio.file.Path;
import java.util.Map;

/// Reads a dev-config.yaml and the local file that overrides it, and checks all of it.
public final class ConfigReader {

  /// The file that is looked for in a folder.
  public static final String FILE = "dev-config.yaml";

  private ConfigReader() {}

  /// Reads, merges, replaces variables and checks. Reads the files that the configuration names
  /// only as far as the checks need it (Dockerfiles for their stages, env files for their syntax);
  /// speaks to nobody.
  ///
  /// @param folderOrFile a project folder with a `dev-config.yaml`, or such a file by any name; its
  ///   folder is the project folder then. `NAME.local.yaml` beside `NAME.yaml` overrides it
  /// @param env for `${VAR}`
  /// @throws DevloopException with `ExitCode.USAGE` and all problems, sorted by position: `what`
  ///   begins with `FILE:LINE:COLUMN:`, the evidence is the place in the source
  public static DevConfig read(Path folderOrFile, Map<String, String> env) {
    return Pending.of(DevConfig.class);
  }
}
