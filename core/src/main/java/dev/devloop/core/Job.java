package dev.devloop.core;

import dev.devloop.core.config.ClusterConfig;
import java.util.Optional;

/// A piece of blocking work. A job carries all that tells it from another run of the same work, so
/// that a result that came too late is recognised.
public sealed interface Job {

  /// The service that it works on; empty for work on the cluster or the whole project.
  default Optional<ServiceName> service() {
    return Optional.empty();
  }

  /// Creates, starts or finishes the cluster.
  record StartCluster(ClusterConfig cluster) implements Job {}

  /// Builds a service's image, or obtains it when nothing is built.
  ///
  /// @param round see [ServiceImage#wanted]
  /// @param force from nothing, also when no input changed
  record MakeImage(ServiceName name, int round, boolean force) implements Job {
    @Override
    public Optional<ServiceName> service() {
      return Optional.of(name);
    }
  }

  /// Puts an image of the engine where the cluster gets it.
  record DeliverImage(ServiceName name, String image) implements Job {
    @Override
    public Optional<ServiceName> service() {
      return Optional.of(name);
    }
  }

  /// The namespace, the user's objects that belong to no service, and the removal of what left the
  /// config.
  record ApplyShared(String inputs) implements Job {}

  /// Brings a service's objects to what the config says.
  ///
  /// @param inputs what comes back in [Observed#inputs]
  /// @param image what [DeliverImage] ended with; empty when the manifest's own is kept
  record Deploy(ServiceName name, String inputs, String image) implements Job {
    @Override
    public Optional<ServiceName> service() {
      return Optional.of(name);
    }
  }

  /// Restarts a service that is deployed.
  ///
  /// @param ticket tells one request from the next
  /// @param pods new instances, instead of the process in those that there are
  record Restart(ServiceName name, int ticket, boolean pods) implements Job {
    @Override
    public Optional<ServiceName> service() {
      return Optional.of(name);
    }
  }

  /// Brings what runs to rest: all other jobs stop before it starts.
  sealed interface Rest extends Job {}

  /// Takes the project's workloads down.
  ///
  /// @param delete namespace, volumes and images too
  record TakeDown(boolean delete) implements Rest {}

  /// Freezes the cluster.
  ///
  /// @param all also when other projects are active in it
  record Pause(boolean all) implements Rest {}
}
