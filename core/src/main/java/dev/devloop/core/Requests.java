package dev.devloop.core;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What a request does to the state.
final class Requests {

  private Requests() {}

  static State apply(State state, Request request) {
    return switch (request) {
      case Request.Up() -> up(state);
      case Request.Down(var delete) ->
          state.withRest(Goal.DOWN, Optional.of(new Job.TakeDown(delete)), Optional.empty(), false);
      case Request.Pause(var all) ->
          state.withRest(Goal.PAUSED, Optional.of(new Job.Pause(all)), Optional.empty(), false);
      case Request.Restart(var services, var pods) ->
          chosen(
              state,
              services,
              s ->
                  s.observed().exists()
                      ? s.withRestart(Optional.of(new Job.Restart(s.name(), s.tickets() + 1, pods)))
                      : s);
      case Request.PauseSync(var services, var pause) ->
          chosen(state, services, s -> s.withSync(s.sync().withPaused(pause)));
      case Request.SyncNow(var services) ->
          chosen(state, services, s -> s.withSync(s.sync().withOneMoreAsked()));
      case Request.Rebuild(var services) -> chosen(state, services, Requests::rebuild);
    };
  }

  private static State up(State state) {
    var cluster = state.cluster();
    var woken =
        state
            .withRest(Goal.UP, Optional.empty(), Optional.empty(), false)
            .withCluster(cluster.withoutProblem())
            .withShared(state.shared().with(state.shared().inputs()));
    return Reducer.eachService(woken, Requests::tryAgain);
  }

  /// Forgets failures and looks at the image's inputs once more. A job that failed runs again.
  private static Service tryAgain(Service service) {
    var next = service.withFailure(Optional.empty());
    if (service.image().wanted() > 0 && service.image().wanted() == service.image().made()) {
      next = next.withImage(service.image().again(false));
    }
    boolean failedJob = service.config().job() && service.observed().problem().isPresent();
    return failedJob ? next.withAttempt(service.attempt() + 1) : next;
  }

  private static Service rebuild(Service service) {
    return service.config().build().isEmpty()
        ? service
        : service.withFailure(Optional.empty()).withImage(service.image().again(true));
  }

  private static State chosen(State state, Set<ServiceName> names, UnaryOperator<Service> change) {
    return Reducer.eachService(
        state, s -> names.isEmpty() || names.contains(s.name()) ? change.apply(s) : s);
  }
}
