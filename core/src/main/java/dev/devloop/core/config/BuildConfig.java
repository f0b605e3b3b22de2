package dev.devloop.core.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// @param context folder that is sent to the engine
/// @param dockerfile the Dockerfile, usually inside the context
/// @param target stage to build; empty means the last one
/// @param args build arguments
public record BuildConfig(
    Path context, Path dockerfile, Optional<String> target, Map<String, String> args) {

  public BuildConfig {
    args = Map.copyOf(args);
  }
}
