package dev.devloop.core;

import java.time.Instant;
import java.util.Optional;

/// One running copy of a service: a pod now, a process of the host later.
///
/// @param name unique in the project
/// @param ready it answers, as its ready check says
/// @param restarts how often its process was started again
/// @param node where it runs; empty until that is decided
/// @param problem what keeps it from being ready, when that will not pass by itself: an image that
///   cannot be had, a crash loop, a failing probe, an impossible request for resources
/// @param started when it was made; empty when that is not told
public record Instance(
    String name,
    Phase phase,
    boolean ready,
    int restarts,
    String node,
    Optional<Problem> problem,
    Optional<Instant> started) {

  /// One of unknown age.
  public Instance(
      String name,
      Phase phase,
      boolean ready,
      int restarts,
      String node,
      Optional<Problem> problem) {
    this(name, phase, ready, restarts, node, problem, Optional.empty());
  }

  /// How far an instance is in its life.
  public enum Phase {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /// On its way out; it is no longer counted.
    TERMINATING
  }
}
