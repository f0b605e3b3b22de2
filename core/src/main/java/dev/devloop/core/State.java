package dev.devloop.core;

import dev.devloop.core.config.DevConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// All that is known. Views are functions of it.
///
/// @param config the config that stands; empty before the first good one
/// @param configProblems what is wrong with the newest config, when that one does not stand
/// @param https how the hosts are served
/// @param services in the order of the config
/// @param sync what live sync stands on
/// @param running jobs at work, oldest first
/// @param steps what was done, oldest first; bounded
/// @param rest what a `down` or `pause` under way is to do
/// @param restProblem why the last `down` or `pause` failed
/// @param ended the project is down: the daemon may go
public record State(
    Goal goal,
    Optional<DevConfig> config,
    List<Problem> configProblems,
    Https https,
    Cluster cluster,
    Shared shared,
    SequencedMap<ServiceName, Service> services,
    SyncLink sync,
    List<RunningJob> running,
    List<Step> steps,
    Optional<Job.Rest> rest,
    Optional<Problem> restProblem,
    boolean ended) {

  public State {
    configProblems = List.copyOf(configProblems);
    services = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(services));
    running = List.copyOf(running);
    steps = List.copyOf(steps);
  }

  /// Nothing is known.
  public static final State EMPTY =
      new State(
          Goal.WATCH,
          Optional.empty(),
          List.of(),
          Https.OFF,
          Cluster.UNKNOWN,
          Shared.NONE,
          new LinkedHashMap<>(),
          SyncLink.NONE,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          false);

  /// The job that works on a service; there is never more than one.
  public Optional<RunningJob> jobOn(ServiceName name) {
    return running.stream()
        .filter(r -> r.job().service().filter(name::equals).isPresent())
        .findFirst();
  }

  /// The running job that starts the cluster.
  public Optional<RunningJob> clusterJob() {
    return running.stream().filter(r -> r.job() instanceof Job.StartCluster).findFirst();
  }

  State withConfig(
      DevConfig value, Https httpsNow, Shared sharedNow, SequencedMap<ServiceName, Service> now) {
    return with(e -> {
      e.https = httpsNow;
      e.config = Optional.of(value);
      e.configProblems = List.of();
      e.shared = sharedNow;
      e.services = now;
    });
  }

  State withConfigProblems(List<Problem> value) {
    return with(e -> e.configProblems = value);
  }

  State withCluster(Cluster value) {
    return with(e -> e.cluster = value);
  }

  State withShared(Shared value) {
    return with(e -> e.shared = value);
  }

  State withGoal(Goal value) {
    return with(e -> e.goal = value);
  }

  State withServices(SequencedMap<ServiceName, Service> value) {
    return with(e -> e.services = value);
  }

  State withSync(SyncLink value) {
    return with(e -> e.sync = value);
  }

  State withRunning(List<RunningJob> value) {
    return with(e -> e.running = value);
  }

  State withSteps(List<Step> value) {
    return with(e -> e.steps = value);
  }

  State withRest(
      Goal newGoal, Optional<? extends Job.Rest> job, Optional<Problem> problem, boolean isEnded) {
    return with(e -> {
      e.goal = newGoal;
      e.rest = job.map(it -> it);
      e.restProblem = problem;
      e.ended = isEnded;
    });
  }

  private State with(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  /// A copy that is being made; it never leaves this record.
  private static final class Edit {
    private Goal goal;
    private Optional<DevConfig> config;
    private List<Problem> configProblems;
    private Https https;
    private Cluster cluster;
    private Shared shared;
    private SequencedMap<ServiceName, Service> services;
    private SyncLink sync;
    private List<RunningJob> running;
    private List<Step> steps;
    private Optional<Job.Rest> rest;
    private Optional<Problem> restProblem;
    private boolean ended;

    Edit(State of) {
      goal = of.goal;
      config = of.config;
      configProblems = of.configProblems;
      https = of.https;
      cluster = of.cluster;
      shared = of.shared;
      services = of.services;
      sync = of.sync;
      running = of.running;
      steps = of.steps;
      rest = of.rest;
      restProblem = of.restProblem;
      ended = of.ended;
    }

    State done() {
      return new State(
          goal,
          config,
          configProblems,
          https,
          cluster,
          shared,
          services,
          sync,
          running,
          steps,
          rest,
          restProblem,
          ended);
    }
  }
}
