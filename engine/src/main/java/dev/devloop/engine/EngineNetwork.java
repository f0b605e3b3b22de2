package dev.devloop.engine;

import java.util.List;
import java.util.Map;

/// A network of the engine.
///
/// @param subnets such as `172.18.0.0/16`
/// @param containers ids of the running containers in it
public record EngineNetwork(
    String id,
    String name,
    Map<String, String> labels,
    List<String> subnets,
    List<String> containers) {

  public EngineNetwork {
    labels = Map.copyOf(labels);
    subnets = List.copyOf(subnets);
    containers = List.copyOf(containers);
  }
}
