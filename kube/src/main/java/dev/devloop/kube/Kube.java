package dev.devloop.kube;

import java.nio.file.Path;
import java.util.Collection;

/// One cluster's API, through one context of a kubeconfig file. Everything of this module that
/// talks to a cluster starts here. All methods may be called from any thread; those that talk to
/// the API block, and throw [dev.devloop.core.DevloopException] when it refuses or does not answer.
@SuppressWarnings("DoNotCallSuggester")
public final class Kube implements AutoCloseable {

  /// Opens the client; talks to nobody yet.
  ///
  /// @param context of the kubeconfig, such as `kind-devloop`
  /// @throws dev.devloop.core.DevloopException when the file cannot be read or has no such context
  public static Kube connect(Path kubeconfig, String context) {
    throw new UnsupportedOperationException();
  }

  /// The version of the API server, such as `v1.36.3`: the cheapest proof that it answers.
  public String version() {
    throw new UnsupportedOperationException();
  }

  /// Who owns which namespace.
  public Namespaces namespaces() {
    throw new UnsupportedOperationException();
  }

  /// Applies and prunes the objects of one project.
  public Applier applier(String project) {
    throw new UnsupportedOperationException();
  }

  /// Starts to watch the services of a project; the listener hears of them until the result is
  /// closed.
  ///
  /// @param extraNamespaces further namespaces that the project's manifests declare
  public Instances watch(
      String project,
      Collection<String> extraNamespaces,
      Collection<Watched> services,
      InstancesListener listener) {
    throw new UnsupportedOperationException();
  }

  /// The log lines of a project's services.
  public Logs logs(String project, Collection<String> extraNamespaces) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
