package dev.devloop.core.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What devloop does by itself so that the machine is left for other things.
///
/// @param idle after so long without anything done the cluster is paused; empty: never
/// @param disk how many bytes what devloop has made may take, about; empty: any number
public record Upkeep(Optional<Duration> idle, OptionalLong disk) {

  /// Nothing.
  public static final Upkeep NONE = new Upkeep(Optional.empty(), OptionalLong.empty());
}
