package dev.devloop.engine;

import dev.devloop.core.Check;
import dev.devloop.core.Home;
import java.util.List;
import java.util.Map;

/// What `devloop doctor` says about the container engine. Changes nothing.
public final class EngineDoctor {

  private EngineDoctor() {}

  /// Engine, storage driver, cgroups, capabilities, disk, buildx, registries: a finding for each,
  /// within a few seconds, also when no engine answers.
  public static List<Check> checks(Map<String, String> env, Home home) {
    return Unfinished.yet();
  }
}
