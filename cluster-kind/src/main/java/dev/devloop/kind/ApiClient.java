package dev.devloop.kind;

import java.nio.file.Path;
import java.util.Optional;

/// Asks a cluster's API server from this machine. A command in the node would take half a second of
/// the CPU that a starting cluster needs for itself.
public interface ApiClient extends AutoCloseable {

  /// The answer to a GET, such as that of `/readyz`; empty when there is no such object.
  ///
  /// @throws dev.devloop.core.DevloopException when it does not answer, or refuses
  Optional<String> get(String path);

  @Override
  void close();

  /// How one is come by.
  interface Opener {

    /// @param context of the kubeconfig
    ApiClient open(Path kubeconfig, String context);
  }
}
