package dev.devloop.core;

import java.util.Optional;

/// What a service's phase is, and why. Pure; both the planner and the views ask here.
public final class Phases {

  private Phases() {}

  /// The phase of a service.
  public static ServicePhase of(State state, Service service) {
    if (!service.config().enabled()) {
      return ServicePhase.DISABLED;
    }
    if (state.goal() == Goal.UP) {
      return whileUp(state, service);
    }
    if (state.goal() == Goal.PAUSED
        || state.cluster().phase() == ClusterPhase.PAUSED
        || !service.observed().exists()) {
      return ServicePhase.STOPPED;
    }
    if (service.observed().problem().isPresent()) {
      return ServicePhase.FAILED;
    }
    return service.answers() ? ServicePhase.READY : ServicePhase.STARTING;
  }

  private static ServicePhase whileUp(State state, Service service) {
    if (service.failure().isPresent()) {
      return ServicePhase.FAILED;
    }
    var busy = working(state, service);
    if (busy.isPresent()) {
      return busy.get();
    }
    if (!state.cluster().usable()) {
      return state.cluster().problem().isPresent() && state.clusterJob().isEmpty()
          ? ServicePhase.STOPPED
          : ServicePhase.PENDING;
    }
    if (problem(state, service).isPresent()) {
      return ServicePhase.FAILED;
    }
    if (done(state, service)) {
      return ServicePhase.READY;
    }
    return service.current() ? ServicePhase.STARTING : ServicePhase.PENDING;
  }

  /// The phase that a running job means. A look at inputs that have not changed, of a service that
  /// answers, is not worth a word.
  private static Optional<ServicePhase> working(State state, Service service) {
    return state
        .jobOn(service.name())
        .filter(r -> !r.step().isEmpty() || !service.answers())
        .flatMap(r ->
            switch (r.job()) {
              case Job.MakeImage _, Job.DeliverImage _ -> Optional.of(ServicePhase.BUILDING);
              case Job.Deploy _, Job.Restart _ -> Optional.of(ServicePhase.DEPLOYING);
              case Job.StartCluster _, Job.ApplyShared _, Job.Rest _ -> Optional.empty();
            });
  }

  /// Why the service has failed.
  public static Optional<Problem> problem(State state, Service service) {
    if (service.failure().isPresent()) {
      return service.failure();
    }
    boolean ofThisDeploy = state.goal() != Goal.UP || isOfConfig(service);
    return ofThisDeploy ? service.observed().problem() : Optional.empty();
  }

  /// The service is what dependents wait for: what answers is what the config says.
  static boolean done(State state, Service service) {
    boolean ofConfig = state.goal() != Goal.UP || isOfConfig(service);
    return service.failure().isEmpty() && service.answers() && ofConfig;
  }

  /// What is observed was made from the config that stands, by this daemon.
  private static boolean isOfConfig(Service service) {
    var key = service.key();
    return service.observed().inputs().equals(key)
        && service.deployed().filter(key::equals).isPresent();
  }

  /// In a few words: what is done for the service, what it waits for or what is wrong.
  public static String reason(State state, Service service, Plan plan) {
    var job = state.jobOn(service.name());
    var problem = problem(state, service);
    return switch (of(state, service)) {
      case DISABLED -> "enabled: false";
      case READY -> service.config().job() ? "done" : "";
      case FAILED -> problem.map(Problem::what).orElse("");
      case BUILDING, DEPLOYING -> job.map(Phases::progress).orElse("");
      case STARTING -> starting(service);
      case STOPPED -> stopped(state);
      case PENDING -> plan.waits().getOrDefault(service.name(), "");
    };
  }

  private static String stopped(State state) {
    if (state.cluster().phase() == ClusterPhase.PAUSED) {
      return "the cluster is paused";
    }
    return state.goal() == Goal.UP ? "the cluster does not run" : "";
  }

  private static String progress(RunningJob job) {
    return job.fraction() > 0
        ? job.step() + " " + Math.round(job.fraction() * 100) + "%"
        : job.step();
  }

  private static String starting(Service service) {
    var live =
        service.observed().instances().stream()
            .filter(i -> i.phase() != Instance.Phase.TERMINATING)
            .toList();
    if (service.config().job()) {
      return "runs";
    }
    long ready = live.stream().filter(Instance::ready).count();
    return ready + " of " + Math.max(service.config().replicas(), live.size()) + " ready";
  }
}
