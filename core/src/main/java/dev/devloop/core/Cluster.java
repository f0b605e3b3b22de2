package dev.devloop.core;

import java.util.Optional;

/// What is known of the cluster.
///
/// @param access present while it runs
/// @param registry host and port of the local registry, from the moment that it takes images: it
///   does so well before the cluster runs
/// @param problem why it could not be started or is gone; nothing is tried again while it stands
public record Cluster(
    ClusterPhase phase,
    Optional<ClusterAccess> access,
    Optional<String> registry,
    Optional<Problem> problem) {

  /// Nobody has looked yet.
  public static final Cluster UNKNOWN = without(ClusterPhase.NONE, Optional.empty());

  /// It runs and is reached so.
  public static Cluster running(ClusterAccess access) {
    return new Cluster(
        ClusterPhase.RUNNING,
        Optional.of(access),
        Optional.of(access.registry()),
        Optional.empty());
  }

  /// It does not run, and its registry may be gone.
  static Cluster without(ClusterPhase phase, Optional<Problem> problem) {
    return new Cluster(phase, Optional.empty(), Optional.empty(), problem);
  }

  /// Its registry takes images.
  Cluster withRegistry(String address) {
    return new Cluster(phase, access, Optional.of(address), problem);
  }

  /// What is wanted of it has changed: it is to be looked after once more, and holds all it held.
  Cluster unsettled() {
    return new Cluster(ClusterPhase.CREATING, Optional.empty(), registry, Optional.empty());
  }

  /// Nothing speaks against another try.
  Cluster withoutProblem() {
    return new Cluster(phase, access, registry, Optional.empty());
  }

  boolean usable() {
    return phase == ClusterPhase.RUNNING && access.isPresent();
  }
}
