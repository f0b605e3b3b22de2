package dev.devloop.core.config;

import java.util.List;

/// What happens when one of the paths changes.
///
/// @param paths patterns of .dockerignore syntax, relative to the build context (to the project
///   folder without one)
public record ChangeRule(List<String> paths, Action action) {

  public ChangeRule {
    paths = List.copyOf(paths);
  }

  /// The reaction to a change.
  public sealed interface Action {

    /// Runs in the container after the files arrived; a single string of the file is `sh -c` of it.
    record Run(List<String> command) implements Action {
      public Run {
        command = List.copyOf(command);
      }
    }

    /// Restarts the process in the same pod.
    record Restart() implements Action {}

    /// Builds the image anew and rolls it out.
    record Rebuild() implements Action {}
  }
}
