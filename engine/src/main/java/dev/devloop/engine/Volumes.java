package dev.devloop.engine;

import java.util.List;
import java.util.Map;

/// Named volumes of an engine.
public final class Volumes {

  Volumes() {}

  public List<EngineVolume> list(Map<String, String> labels) {
    return Unfinished.yet();
  }

  /// Makes a volume; the one that is there when there is one.
  public EngineVolume ensure(String name, Map<String, String> labels) {
    return Unfinished.yet();
  }

  /// Removes a volume; nothing happens when there is none.
  public void remove(String name) {
    Unfinished.yet();
  }
}
