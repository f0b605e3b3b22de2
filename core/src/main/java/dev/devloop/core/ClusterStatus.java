package dev.devloop.core;

import java.time.Instant;

/// How a cluster looks from outside.
///
/// @param started when its node was last started, by the clock of the engine; the epoch when it
///   never was or is not there
public record ClusterStatus(ClusterPhase phase, Instant started) {

  /// Of one that does not run.
  public static ClusterStatus of(ClusterPhase phase) {
    return new ClusterStatus(phase, Instant.EPOCH);
  }
}
