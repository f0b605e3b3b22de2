package dev.devloop.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;

/// A running watch over the services of a project: see [Kube#watch].
@SuppressWarnings("DoNotCallSuggester")
public final class Instances implements AutoCloseable {

  Instances() {}

  static Instances start(
      KubernetesClient client,
      OwnDeletions deletions,
      String project,
      Collection<String> extraNamespaces,
      Collection<Watched> services,
      InstancesListener listener) {
    throw new UnsupportedOperationException();
  }

  /// The config changed: other services, other ready texts, other secrets.
  public void services(Collection<Watched> services) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
