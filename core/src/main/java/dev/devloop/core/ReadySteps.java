package dev.devloop.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Notes when a service has become ready: the last part of its way up is no job's work, and takes
/// the longest.
final class ReadySteps {

  private ReadySteps() {}

  /// The later state with a step for each service that is ready in it and was not before.
  static State add(State before, State after, Instant at) {
    if (after.goal() != Goal.UP) {
      return after;
    }
    var steps = after.steps();
    for (var service : after.services().values()) {
      var earlier = before.services().get(service.name());
      boolean was = earlier != null && Phases.done(before, earlier);
      var last = last(after, service);
      if (!was && Phases.done(after, service) && last.isPresent()) {
        var took = Duration.between(last.get().ended(), at);
        steps = JobEvents.added(steps, service.name().value(), Step.READY, at, took, true);
      }
    }
    return after.withSteps(steps);
  }

  /// The last work on the service. Nothing has been done since it was last ready when a pod comes
  /// back by itself: that is no part of a way up.
  private static Optional<Step> last(State state, Service service) {
    return state.steps().stream()
        .filter(s -> s.subject().equals(service.name().value()))
        .reduce((_, later) -> later)
        .filter(s -> !s.title().equals(Step.READY));
  }
}
