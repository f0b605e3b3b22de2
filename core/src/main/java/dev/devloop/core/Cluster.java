package dev.devloop.core;

import java.util.Optional;

/// What is known of the cluster.
///
/// @param access present while it runs
/// @param problem why it could not be started or is gone; nothing is tried again while it stands
public record Cluster(
    ClusterPhase phase, Optional<ClusterAccess> access, Optional<Problem> problem) {

  /// Nobody has looked yet.
  public static final Cluster UNKNOWN =
      new Cluster(ClusterPhase.NONE, Optional.empty(), Optional.empty());

  /// It runs and is reached so.
  public static Cluster running(ClusterAccess access) {
    return new Cluster(ClusterPhase.RUNNING, Optional.of(access), Optional.empty());
  }

  boolean usable() {
    return phase == ClusterPhase.RUNNING && access.isPresent();
  }
}
