package dev.devloop.core.config;

import java.time.Duration;
import java.util.Optional;

/// What devloop does by itself so that the machine is left for other things.
///
/// @param idle after so long without anything done the cluster is paused; empty: never
public record Upkeep(Optional<Duration> idle) {

  /// Nothing.
  public static final Upkeep NONE = new Upkeep(Optional.empty());
}
