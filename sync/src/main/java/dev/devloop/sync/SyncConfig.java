package dev.devloop.sync;

import java.nio.file.Path;
import java.time.Duration;

/// What a sync knows of its project for as long as it runs.
///
/// @param project name of the project, as the pods' annotation `dev.devloop/project` has it
/// @param folder the project folder, absolute
/// @param state folder of its own for hashes and for what was ever sent; made when it is missing
/// @param patience with an agent that lives and does not say what became of a batch; large ones get
///   more. After it everything is sent anew on another stream.
public record SyncConfig(String project, Path folder, Path state, Duration patience) {

  /// The agent itself waits 20 s for a content before it says that it lacks it.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// With the usual patience.
  public SyncConfig(String project, Path folder, Path state) {
    this(project, folder, state, PATIENCE);
  }
}
