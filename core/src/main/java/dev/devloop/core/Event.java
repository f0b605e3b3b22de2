package dev.devloop.core;

import dev.devloop.core.config.DevConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happened.
public sealed interface Event {

  /// The config was read and is right.
  record ConfigLoaded(DevConfig config, Inputs inputs, Https https) implements Event {
    /// By HTTP alone.
    public ConfigLoaded(DevConfig config, Inputs inputs) {
      this(config, inputs, Https.OFF);
    }
  }

  /// The config was read and is wrong: the one before stands.
  record ConfigRejected(List<Problem> problems) implements Event {
    public ConfigRejected {
      problems = List.copyOf(problems);
    }
  }

  /// Somebody looked at the cluster from outside.
  record ClusterSeen(ClusterStatus status) implements Event {}

  /// The engine that the cluster is in does not answer.
  record EngineLost(Problem problem) implements Event {}

  /// Where a cluster is reached that takes objects: one that was found running, or one whose
  /// ingress is still being waited for.
  record ClusterFound(ClusterAccess access) implements Event {}

  /// The local registry takes images, while the rest of the cluster is still being made.
  ///
  /// @param address host and port, as the engine sees it
  record RegistryReady(String address) implements Event {}

  /// What the runtime says of the services; those that are not named are absent.
  record Seen(Map<ServiceName, Observed> services) implements Event {
    public Seen {
      services = Map.copyOf(services);
    }
  }

  /// An object that devloop had applied was deleted by somebody else.
  record Drifted() implements Event {}

  /// A job begins.
  record JobStarted(Job job) implements Event {}

  /// A job tells how far it is.
  ///
  /// @param step the named step that runs
  /// @param line its last line of output; may be empty
  /// @param fraction of the step that is done, 0 to 1; an estimate
  record JobProgress(Job job, String step, String line, double fraction) implements Event {}

  /// A job is over.
  record JobEnded(Job job, Outcome outcome) implements Event {}

  /// What live sync tells of a service.
  sealed interface OfSync extends Event {
    ServiceName service();
  }

  /// Changed files are in all containers of the service.
  record Synced(ServiceName service, SyncBatch batch) implements OfSync {}

  /// So many changed files are not in all containers yet.
  ///
  /// @param held see [ServiceSync#held]
  record SyncPending(ServiceName service, int files, String held) implements OfSync {}

  /// Files could not be written; empty when that is over.
  record SyncRefused(ServiceName service, Optional<Problem> problem) implements OfSync {}

  /// A command of `onChange` has ended.
  ///
  /// @param problem why it failed, if it did
  record CommandEnded(ServiceName service, Optional<Problem> problem) implements OfSync {}

  /// Files that the image is built from changed, and sync does not bring them into the containers.
  record SourceChanged(ServiceName service, List<String> paths) implements OfSync {
    public SourceChanged {
      paths = List.copyOf(paths);
    }
  }

  /// Something was done for a service beside the jobs, such as a command of `onChange`.
  record Did(ServiceName service, String title, Duration took, boolean good) implements OfSync {}

  /// Changes get to the node again.
  record SyncAttached() implements Event {}

  /// Changes do not get to the node.
  record SyncDetached(Problem problem) implements Event {}

  /// Not all files can be watched.
  record WatchLimited(Problem problem) implements Event {}

  /// A person wants something.
  record Asked(Request request) implements Event {}
}
