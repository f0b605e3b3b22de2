package dev.devloop.engine;

import java.util.Map;

/// A named volume.
public record EngineVolume(String name, Map<String, String> labels) {

  public EngineVolume {
    labels = Map.copyOf(labels);
  }
}
