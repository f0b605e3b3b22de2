package dev.devloop.config;

import dev.devloop.config.Value.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Resolves the paths of a configuration and keeps them inside of the project folder, also where a
/// link leads: a repository that somebody else wrote must not bring files of the home folder into a
/// container.
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
  /// @return absolute and normal, links unfollowed; empty when it is not one or outside, which is
  ///   in the findings then
  Optional<Path> inside(Scalar path, Path base, String key) {
    Path resolved;
    try {
      resolved = base.resolve(path.text()).normalize();
    } catch (InvalidPathException _) {
      findings.add(ConfigProblem.PATH_INVALID, path.position(), "`" + key + "` is not a path");
      return Optional.empty();
    }
    if (!resolved.startsWith(folder)) {
      outside(path, key, "` is outside of the project folder");
      return Optional.empty();
    }
    var target = real(resolved);
    if (!target.startsWith(real(folder))) {
      outside(path, key, "` is a link that leads out of the project folder, to " + target);
      return Optional.empty();
    }
    return Optional.of(resolved);
  }

  private void outside(Scalar path, String key, String how) {
    findings.add(
        ConfigProblem.PATH_OUTSIDE, path.position(), "`" + key + "`: `" + path.text() + how);
  }

  /// Where a path leads when all links are followed; of one that does not exist, as far as it does.
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      var parent = path.getParent();
      return parent == null ? path : real(parent).resolve(parent.relativize(path));
    }
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
