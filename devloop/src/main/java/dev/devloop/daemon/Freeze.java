package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.util.List;

/// Freezes the cluster of a project: with a daemon as its job, without one in the process of
/// `devloop pause`. Doing it twice does no harm.
///
/// @param clusters what can be frozen
record Freeze(Clusters clusters) {

  /// @param all also when other projects are active in the cluster
  /// @param still called when nothing speaks against it, just before
  /// @throws DevloopException `cluster-in-use`, `cluster-not-running`
  void run(TakeDown.Target target, boolean all, Runnable still, Progress progress) {
    var cluster = target.cluster();
    progress.step("pause cluster " + cluster);
    var others = all ? List.<String>of() : new Tenants(clusters, target).active();
    if (!others.isEmpty()) {
      throw inUse(cluster, others);
    }
    still.run();
    if (!clusters.pause(cluster)) {
      throw notRunning(cluster);
    }
  }

  private static DevloopException inUse(String cluster, List<String> others) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "cluster-in-use",
            "Cluster %s was not paused: %s use it.".formatted(cluster, String.join(", ", others)),
            "A cluster is paused as a whole, with all projects in it.",
            "devloop pause --all, or take those down"));
  }

  private static DevloopException notRunning(String cluster) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "cluster-not-running",
            "There is nothing to pause: cluster " + cluster + " does not run.",
            "It was stopped, deleted or never started.",
            "devloop up"));
  }
}
