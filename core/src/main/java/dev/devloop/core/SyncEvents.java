package dev.devloop.core;

import dev.devloop.core.Event.CommandEnded;
import dev.devloop.core.Event.Did;
import dev.devloop.core.Event.OfSync;
import dev.devloop.core.Event.SourceChanged;
import dev.devloop.core.Event.SyncPending;
import dev.devloop.core.Event.SyncRefused;
import dev.devloop.core.Event.Synced;
import java.time.Instant;
import java.util.Optional;

/// What live sync tells.
final class SyncEvents {

  private SyncEvents() {}

  static State apply(State state, OfSync event, Instant at) {
    if (event instanceof Did(var service, var title, var took, var good)) {
      return JobEvents.did(state, service.value(), title, at, took, good);
    }
    return Reducer.oneService(
        state,
        event.service(),
        s ->
            switch (event) {
              case Synced(_, var batch) -> synced(s, batch);
              case SyncPending(_, var files, var held) ->
                  s.withSync(s.sync().withPending(files, held));
              case SyncRefused(_, var problem) -> s.withSync(s.sync().withRefused(problem));
              case CommandEnded(_, var problem) -> s.withSync(s.sync().withCommand(problem));
              case SourceChanged _ -> sourceChanged(s);
              case Did _ -> s;
            });
  }

  /// A process that crashes again and again is started at growing distances: what was saved may be
  /// the cure, and is not to wait for the next one.
  private static Service synced(Service service, SyncBatch batch) {
    var next = service.withSync(service.sync().withBatch(batch));
    boolean crashing =
        service.observed().problem().filter(p -> p.id().equals("crash-loop")).isPresent();
    return crashing && service.restart().isEmpty()
        ? next.withRestart(
            Optional.of(new Job.Restart(service.name(), service.tickets() + 1, true)))
        : next;
  }

  /// A failed build is tried again: what it failed of may be corrected.
  private static Service sourceChanged(Service service) {
    return service.config().build().isEmpty()
        ? service
        : service.withFailure(Optional.empty()).withImage(service.image().again(false));
  }
}
