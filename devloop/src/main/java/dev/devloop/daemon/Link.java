package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import java.util.Optional;

/// The connection to the running cluster: there is none, or one, and it is watched.
final class Link implements AutoCloseable {

  private final ServiceRuntime.Opener opener;
  private final ServiceRuntime.Listener listener;
  private Optional<ServiceRuntime> current = Optional.empty();
  private Optional<ClusterAccess> access = Optional.empty();

  Link(ServiceRuntime.Opener opener, ServiceRuntime.Listener listener) {
    this.opener = opener;
    this.listener = listener;
  }

  /// Connects anew: a cluster that was made again has other keys at the same address.
  synchronized void open(ClusterAccess access, DevConfig config) {
    close();
    var runtime = opener.open(access);
    current = Optional.of(runtime);
    this.access = Optional.of(access);
    runtime.watch(config, listener);
  }

  /// The config changed.
  synchronized void watch(DevConfig config) {
    current.ifPresent(runtime -> runtime.watch(config, listener));
  }

  synchronized Optional<ServiceRuntime> current() {
    return current;
  }

  /// @throws DevloopException when there is none
  synchronized ServiceRuntime runtime() {
    return current.orElseThrow(() ->
        new DevloopException(
            ExitCode.PLATFORM,
            Problem.of(
                "cluster-not-running",
                "The cluster does not run.",
                "It was stopped or never started.",
                "devloop up")));
  }

  /// The cluster is not any more what it was: closes what was opened for that, and nothing that was
  /// opened since.
  synchronized void lost(ClusterAccess was) {
    if (access.filter(was::equals).isPresent()) {
      close();
    }
  }

  @Override
  public synchronized void close() {
    current.ifPresent(ServiceRuntime::close);
    current = Optional.empty();
    access = Optional.empty();
  }
}
