package dev.devloop.core;

import java.util.Map;

/// Digests of what objects are made from, so that a change shows without comparing contents.
///
/// @param shared of the manifests and the list of services
/// @param services of each service's settings, env files and manifest
public record Inputs(String shared, Map<ServiceName, String> services) {

  public Inputs {
    services = Map.copyOf(services);
  }

  /// The digest of one service.
  public String of(ServiceName name) {
    return services.getOrDefault(name, "");
  }
}
