package dev.devloop.daemon;

import dev.devloop.daemon.Clusters.Tenant;
import dev.devloop.kube.Claim;
import java.util.List;
import java.util.stream.Stream;

/// Who else is in a project's cluster.
///
/// @param target the project itself
record Tenants(Clusters clusters, TakeDown.Target target) {

  /// The names of the other projects that have workloads.
  List<String> active() {
    return names(others().filter(Tenant::active));
  }

  /// The names of all other projects.
  List<String> all() {
    return names(others());
  }

  private Stream<Tenant> others() {
    return clusters.projects(target.cluster()).stream().filter(tenant -> !isOwn(tenant));
  }

  /// A project of the same name may be another one's.
  boolean isOwn(Tenant tenant) {
    return tenant.project().equals(target.project())
        && tenant.folder().filter(owner -> Claim.isElsewhere(owner, target.folder())).isEmpty();
  }

  private static List<String> names(Stream<Tenant> tenants) {
    return tenants.map(Tenant::project).toList();
  }
}
