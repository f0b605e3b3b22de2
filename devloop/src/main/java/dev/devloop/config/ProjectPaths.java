package dev.devloop.config;

import dev.devloop.config.Value.Scalar;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Resolves the paths of a configuration and keeps them inside of the project folder.
final class ProjectPaths {

  private final Path folder;
  private final Findings findings;

  ProjectPaths(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  Path folder() {
    return folder;
  }

  /// @param base what a relative path is relative to
  /// @return absolute and normal; empty when it is not one or outside, which is in the findings
  ///   then
  Optional<Path> inside(Scalar path, Path base, String key) {
    Path resolved;
    try {
      resolved = base.resolve(path.text()).normalize();
    } catch (InvalidPathException _) {
      findings.add(ConfigProblem.PATH_INVALID, path.position(), "`" + key + "` is not a path");
      return Optional.empty();
    }
    if (resolved.startsWith(folder)) {
      return Optional.of(resolved);
    }
    findings.add(
        ConfigProblem.PATH_OUTSIDE,
        path.position(),
        "`" + key + "`: `" + path.text() + "` is outside of the project folder");
    return Optional.empty();
  }

  /// Reports a path that is not there.
  void mustExist(Path path, Scalar place, ConfigProblem problem, String key) {
    if (!Files.exists(path)) {
      missing(path, place, problem, key, "does not exist");
    }
  }

  void mustBeFolder(Path path, Scalar place, ConfigProblem problem, String key) {
    if (!Files.isDirectory(path)) {
      missing(path, place, problem, key, Files.exists(path) ? "is not a folder" : "does not exist");
    }
  }

  void mustBeFile(Path path, Scalar place, ConfigProblem problem, String key) {
    if (!Files.isRegularFile(path)) {
      missing(path, place, problem, key, Files.exists(path) ? "is not a file" : "does not exist");
    }
  }

  private void missing(Path path, Scalar place, ConfigProblem problem, String key, String why) {
    var shown = folder.relativize(path).toString();
    findings.add(
        problem,
        place.position(),
        "`" + key + "`: `" + (shown.isEmpty() ? "." : shown) + "` " + why,
        Siblings.question(path));
  }
}
