package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import java.util.Collection;
import java.util.List;

/// Brings the objects of one project to the cluster: server-side apply with the field manager
/// `devloop`. Calls may run side by side.
@SuppressWarnings("DoNotCallSuggester")
public final class Applier {

  Applier() {}

  /// Looks whether the objects may be applied: namespaces and objects of the whole cluster that
  /// exist and belong to somebody else. Changes nothing.
  ///
  /// @throws dev.devloop.core.DevloopException with all of them: `namespace-not-ours`,
  ///   `object-not-ours`
  public void check(List<KubeObject> objects) {
    throw new UnsupportedOperationException();
  }

  /// Applies the objects in the order of their kinds, whatever their order in the list: definitions
  /// and namespaces, accounts, configuration, storage, services, workloads, ingresses. Waits for
  /// nothing but new definitions to be served. A job is run again when what it is made from
  /// changed, else left alone, finished or not.
  ///
  /// @throws dev.devloop.core.DevloopException when the API refuses some of them: one problem each,
  ///   naming the object and its source. The others have been applied
  public Applied apply(List<KubeObject> objects) {
    throw new UnsupportedOperationException();
  }

  /// Deletes what was applied earlier and is no longer wanted. Volumes and objects of the whole
  /// cluster are never deleted here, only named.
  ///
  /// @param wanted **all** objects of the project
  public Removed prune(Collection<KubeObject> wanted) {
    throw new UnsupportedOperationException();
  }

  /// Rolls the service's pods, one rollout as by `kubectl rollout restart`; a job is run again.
  ///
  /// @throws dev.devloop.core.DevloopException `workload-missing` when the service is not deployed
  public void restart(ServiceName service) {
    throw new UnsupportedOperationException();
  }

  /// Deletes all objects of one service but its volumes: for a service that was switched off.
  public Removed remove(ServiceName service) {
    throw new UnsupportedOperationException();
  }
}
