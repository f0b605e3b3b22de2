package dev.devloop.kube;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Who owns which namespace. Each project has the one of its name; nothing that devloop did not
/// make is touched.
@SuppressWarnings("DoNotCallSuggester")
public final class Namespaces {

  Namespaces() {}

  /// Makes the project's namespace, or checks that it is the project's own.
  ///
  /// @param folder of the project
  /// @throws dev.devloop.core.DevloopException `namespace-not-ours` when it exists without
  ///   devloop's label; `project-in-use-elsewhere` when another folder, which still exists, has
  ///   claimed it; `namespace-terminating` when it is still being deleted after 60 s
  public void claim(String project, Path folder) {
    throw new UnsupportedOperationException();
  }

  /// All projects that have a namespace in this cluster.
  public List<Claim> claims() {
    throw new UnsupportedOperationException();
  }

  /// Removes what runs: workloads, pods, services, ingresses, config maps and secrets of the
  /// project. Namespace, volumes and objects of the whole cluster stay. Returns when the pods are
  /// gone.
  ///
  /// @param patience how long pods may take to end
  /// @throws dev.devloop.core.DevloopException `pods-do-not-end` when the time is over
  public Removed deleteWorkloads(String project, Duration patience) {
    throw new UnsupportedOperationException();
  }

  /// Removes the namespace with all in it, volumes too, and the namespaces that the project's
  /// manifests made. Other objects of the whole cluster that came from the manifests stay and are
  /// named in the result. Does nothing when there is no such namespace.
  ///
  /// @throws dev.devloop.core.DevloopException `namespace-not-ours`, or `namespace-terminating`
  ///   when the time is over
  public Removed deleteAll(String project, Duration patience) {
    throw new UnsupportedOperationException();
  }
}
