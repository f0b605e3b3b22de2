package dev.devloop.core;

import java.util.Set;

/// What a person asks the daemon for.
public sealed interface Request {

  /// Everything runs: what failed is tried again, images are checked for changed inputs.
  record Up() implements Request {}

  /// @param delete namespace, volumes and images too
  record Down(boolean delete) implements Request {}

  /// @param services empty means all
  record Restart(Set<ServiceName> services) implements Request {
    public Restart {
      services = Set.copyOf(services);
    }
  }

  /// @param services empty means all that are built
  record Rebuild(Set<ServiceName> services) implements Request {
    public Rebuild {
      services = Set.copyOf(services);
    }
  }
}
