package dev.devloop.core;

import dev.devloop.core.Event.Asked;
import dev.devloop.core.Event.ClusterFound;
import dev.devloop.core.Event.ClusterSeen;
import dev.devloop.core.Event.ConfigLoaded;
import dev.devloop.core.Event.ConfigRejected;
import dev.devloop.core.Event.Drifted;
import dev.devloop.core.Event.EngineLost;
import dev.devloop.core.Event.JobEnded;
import dev.devloop.core.Event.JobProgress;
import dev.devloop.core.Event.JobStarted;
import dev.devloop.core.Event.OfSync;
import dev.devloop.core.Event.RegistryReady;
import dev.devloop.core.Event.Seen;
import dev.devloop.core.Event.SyncAttached;
import dev.devloop.core.Event.SyncDetached;
import dev.devloop.core.Event.WatchLimited;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// The only place where the state changes. Pure: the same state and event give the same new state.
public final class Reducer {

  private Reducer() {}

  /// The state after an event.
  ///
  /// @param at when it happened
  public static State apply(State state, Event event, Instant at) {
    return switch (event) {
      case ConfigLoaded loaded -> Configs.loaded(state, loaded);
      case ConfigRejected rejected -> state.withConfigProblems(rejected.problems());
      case ClusterSeen seen -> clusterSeen(state, seen.status());
      case EngineLost(var problem) -> engineLost(state, problem);
      case ClusterFound found -> state.withCluster(Cluster.running(found.access()));
      case RegistryReady(var address) ->
          state.clusterJob().isPresent()
              ? state.withCluster(state.cluster().withRegistry(address))
              : state;
      case Seen seen -> ReadySteps.add(state, seen(state, seen.services()), at);
      case Drifted() -> state.goal() == Goal.UP ? unapplied(state) : state;
      case JobStarted started -> JobEvents.started(state, started.job(), at);
      case JobProgress progress -> JobEvents.progress(state, progress, at);
      case JobEnded ended -> JobEvents.ended(state, ended.job(), ended.outcome(), at);
      case OfSync sync -> SyncEvents.apply(state, sync, at);
      case SyncAttached() -> state.withSync(state.sync().attachedNow());
      case SyncDetached(var problem) -> state.withSync(state.sync().lostNow(problem));
      case WatchLimited(var problem) -> state.withSync(state.sync().limitedNow(problem));
      case Asked asked -> Requests.apply(state, asked.request());
    };
  }

  /// Somebody stopped or deleted the cluster behind our back. It is not brought back unasked: who
  /// deletes a cluster by hand wants it gone. One that was brought back by hand is used again.
  private static State clusterSeen(State state, ClusterStatus seen) {
    if (state.clusterJob().isPresent() || state.rest().isPresent()) {
      return state;
    }
    var known = state.cluster();
    var phase = seen.phase();
    if (phase == ClusterPhase.RUNNING) {
      return clusterRuns(state, seen.started());
    }
    if (phase == known.phase()) {
      // the engine was away, and that was the problem: it answers again
      return phase == ClusterPhase.STOPPED && known.problem().isPresent()
          ? state.withCluster(Cluster.without(phase, Optional.of(gone(phase))))
          : state;
    }
    if (phase == ClusterPhase.PAUSED && known.phase() == ClusterPhase.RUNNING) {
      // another project, or somebody by hand
      return frozen(state.goal() == Goal.UP ? state.withGoal(Goal.PAUSED) : state);
    }
    return clusterLost(state, phase, gone(phase));
  }

  /// How it is reached comes with [ClusterFound], or a job finds out: nothing keeps it from that.
  private static State clusterRuns(State state, Instant started) {
    var known = state.cluster();
    if (known.phase() == ClusterPhase.RUNNING) {
      boolean same = known.access().filter(it -> it.started().equals(started)).isPresent();
      // what ran in it is gone, and what it shows of that is old
      return same
          ? state
          : forgetCluster(state)
              .withCluster(Cluster.without(ClusterPhase.STOPPED, Optional.empty()));
    }
    var awake = state.withCluster(known.withoutProblem());
    return state.goal() == Goal.PAUSED ? awake.withGoal(Goal.UP) : awake;
  }

  /// @param why that is, for who wants it to run
  private static State clusterLost(State state, ClusterPhase phase, Problem why) {
    var known = state.cluster();
    Optional<Problem> problem =
        known.phase() == ClusterPhase.RUNNING && state.goal() == Goal.UP
            ? Optional.of(why)
            : known.problem();
    return forgetCluster(state).withCluster(Cluster.without(phase, problem));
  }

  /// Without an engine nothing runs that anybody could reach; a job finds that out by itself.
  private static State engineLost(State state, Problem problem) {
    var known = state.cluster().phase();
    boolean lost =
        (known == ClusterPhase.RUNNING || known == ClusterPhase.PAUSED)
            && state.clusterJob().isEmpty()
            && state.rest().isEmpty();
    return lost ? clusterLost(state, ClusterPhase.STOPPED, problem) : state;
  }

  private static Problem gone(ClusterPhase phase) {
    return phase == ClusterPhase.NONE || phase == ClusterPhase.FAILED
        ? Problem.of(
            "cluster-gone",
            "The cluster is not there any more.",
            "Somebody deleted it, or the engine's data is gone.",
            "devloop up")
        : Problem.of(
            "cluster-stopped",
            "The cluster does not run any more.",
            "Somebody stopped its node, or the engine was restarted.",
            "devloop up");
  }

  /// The cluster does nothing more, and will go on just there.
  static State frozen(State state) {
    return state
        .withCluster(Cluster.without(ClusterPhase.PAUSED, Optional.empty()))
        .withSync(state.sync().none());
  }

  /// What was deployed and delivered is gone with the cluster.
  static State forgetCluster(State state) {
    return eachService(
            state,
            s ->
                s.withDeployed(Optional.empty())
                    .withImage(s.image().undelivered())
                    .withObserved(Observed.ABSENT)
                    .withRestart(Optional.empty()))
        .withShared(Shared.wanted(state.shared().inputs()))
        .withSync(state.sync().none());
  }

  /// Applying once more is cheap and changes nothing where nothing is missing.
  private static State unapplied(State state) {
    return eachService(state, s -> s.withDeployed(Optional.empty()))
        .withShared(state.shared().again());
  }

  private static State seen(State state, Map<ServiceName, Observed> now) {
    return eachService(state, s -> observed(s, now.getOrDefault(s.name(), Observed.ABSENT), state));
  }

  /// A workload that vanished after it was deployed is deployed again.
  private static Service observed(Service service, Observed now, State state) {
    boolean vanished = service.observed().exists() && !now.exists();
    var next = service.withObserved(now);
    return vanished && state.goal() == Goal.UP ? next.withDeployed(Optional.empty()) : next;
  }

  static State eachService(State state, UnaryOperator<Service> change) {
    SequencedMap<ServiceName, Service> services = new LinkedHashMap<>();
    state.services().forEach((name, service) -> services.put(name, change.apply(service)));
    return state.withServices(services);
  }

  static State oneService(State state, ServiceName name, UnaryOperator<Service> change) {
    return eachService(state, s -> s.name().equals(name) ? change.apply(s) : s);
  }
}
