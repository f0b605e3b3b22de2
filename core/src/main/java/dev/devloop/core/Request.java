package dev.devloop.core;

import java.util.Set;

/// What a person asks the daemon for.
public sealed interface Request {

  /// Everything runs: what failed is tried again, images are checked for changed inputs.
  record Up() implements Request {}

  /// @param delete namespace, volumes and images too
  record Down(boolean delete) implements Request {}

  /// The cluster is frozen until somebody wants it again.
  ///
  /// @param all also when other projects are active in it
  record Pause(boolean all) implements Request {}

  /// @param services empty means all
  /// @param pods new instances, instead of the process in those that there are
  record Restart(Set<ServiceName> services, boolean pods) implements Request {
    public Restart {
      services = Set.copyOf(services);
    }
  }

  /// Changed files stay on the host, or come into the containers again.
  ///
  /// @param services empty means all
  record PauseSync(Set<ServiceName> services, boolean pause) implements Request {
    public PauseSync {
      services = Set.copyOf(services);
    }
  }

  /// What changed comes into the containers now, of a paused or manual service too.
  ///
  /// @param services empty means all
  record SyncNow(Set<ServiceName> services) implements Request {
    public SyncNow {
      services = Set.copyOf(services);
    }
  }

  /// Builds images from nothing, also when no input changed.
  ///
  /// @param services empty means all that are built
  record Rebuild(Set<ServiceName> services) implements Request {
    public Rebuild {
      services = Set.copyOf(services);
    }
  }
}
