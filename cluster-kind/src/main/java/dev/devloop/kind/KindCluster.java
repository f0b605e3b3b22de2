package dev.devloop.kind;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.Progress;
import dev.devloop.core.config.ClusterConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kind clusters that devloop makes: this module's only door. Safe for use from several threads
/// and processes: what changes a cluster holds the lock of its name.
///
/// Every method may throw a `DevloopException` (exit code `PLATFORM`) when the engine does not
/// answer.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class KindCluster {

  KindCluster() {}

  /// Makes the cluster run, with registry, proxy and ingress; what is there already is kept. A
  /// half-made cluster of devloop is deleted and made anew.
  ///
  /// @param project name of the project that asks; for messages
  /// @param folder of that project
  /// @throws dev.devloop.core.DevloopException with one of the problems `cluster-settings-differ`
  ///   (another project made it with other settings), `cluster-not-ours` (a cluster or kubeconfig
  ///   context of that name which devloop did not make), `kubernetes-unknown` (no node image for
  ///   that version), `cluster-create-failed`, `cluster-start-failed`, `cluster-timeout`,
  ///   `kubeconfig-locked`, or those of obtaining images
  public ClusterAccess ensure(
      ClusterConfig wanted, String project, Path folder, Progress progress) {
    throw new UnsupportedOperationException();
  }

  /// What state the cluster is in: one look at the engine, some milliseconds. `FAILED` is a
  /// half-made cluster that nobody works on.
  public ClusterPhase phase(String cluster) {
    throw new UnsupportedOperationException();
  }

  /// How the cluster is reached when it is there and complete, running or not; starts nothing.
  public Optional<ClusterAccess> access(String cluster) {
    throw new UnsupportedOperationException();
  }

  /// The projects with a namespace in the cluster, by name. Of a cluster that does not run: as they
  /// were when it was stopped.
  public List<Project> projects(String cluster) {
    throw new UnsupportedOperationException();
  }

  /// Stops the node and the proxy, and the registry when no other cluster runs; data stays. Does
  /// nothing when it is stopped or not there.
  public void stop(String cluster) {
    throw new UnsupportedOperationException();
  }

  /// Deletes the cluster with all that is in it, its proxy and its kubeconfig context; the registry
  /// and the network too when no other cluster is left. Does nothing when it is not there.
  ///
  /// @throws dev.devloop.core.DevloopException with problem `cluster-not-ours`
  public void delete(String cluster, Progress progress) {
    throw new UnsupportedOperationException();
  }

  /// Removes images built by devloop (`localhost:PORT/...`) from the node that no container uses.
  ///
  /// @param keep references to keep although nothing uses them now
  /// @return how many references went
  public int pruneImages(String cluster, Set<String> keep) {
    throw new UnsupportedOperationException();
  }
}
