package dev.devloop.core;

/// How a job ended. The user's mistake and the machine's trouble are different things.
public sealed interface Outcome {

  /// @param result what later jobs need
  record Done(Result result) implements Outcome {}

  /// Something of the user's does not work: a Dockerfile, a manifest, a command, a name that is
  /// taken.
  ///
  /// @param exit `SERVICE` or `USAGE`: how a command ends because of it
  record Refused(Problem problem, ExitCode exit) implements Outcome {}

  /// Engine, cluster, network or devloop itself.
  record Broken(Problem problem) implements Outcome {}

  /// It was told to stop.
  record Cancelled() implements Outcome {}

  /// What a job has to hand on.
  sealed interface Result {
    record Nothing() implements Result {}

    record Cluster(ClusterAccess access) implements Result {}

    /// @param reference the image, in the engine or in the registry
    record Image(String reference) implements Result {}
  }

  /// For jobs with nothing to hand on.
  Outcome DONE = new Done(new Result.Nothing());
}
