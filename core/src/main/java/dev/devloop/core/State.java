package dev.devloop.core;

import dev.devloop.core.config.DevConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// All that is known. Views are functions of it.
///
/// @param config the config that stands; empty before the first good one
/// @param configProblems what is wrong with the newest config, when that one does not stand
/// @param services in the order of the config
/// @param running jobs at work, oldest first
/// @param steps what was done, oldest first; bounded
/// @param takeDown what a `down` under way is to do
/// @param downProblem why the last `down` failed
/// @param ended the project is down: the daemon may go
public record State(
    Goal goal,
    Optional<DevConfig> config,
    List<Problem> configProblems,
    Cluster cluster,
    Shared shared,
    SequencedMap<ServiceName, Service> services,
    List<RunningJob> running,
    List<Step> steps,
    Optional<Job.TakeDown> takeDown,
    Optional<Problem> downProblem,
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
          Cluster.UNKNOWN,
          Shared.NONE,
          new LinkedHashMap<>(),
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

  State withGoal(Goal value) {
    return new State(
        value,
        config,
        configProblems,
        cluster,
        shared,
        services,
        running,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withConfig(DevConfig value, Shared sharedNow, SequencedMap<ServiceName, Service> now) {
    return new State(
        goal,
        Optional.of(value),
        List.of(),
        cluster,
        sharedNow,
        now,
        running,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withConfigProblems(List<Problem> value) {
    return new State(
        goal,
        config,
        value,
        cluster,
        shared,
        services,
        running,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withCluster(Cluster value) {
    return new State(
        goal,
        config,
        configProblems,
        value,
        shared,
        services,
        running,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withShared(Shared value) {
    return new State(
        goal,
        config,
        configProblems,
        cluster,
        value,
        services,
        running,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withServices(SequencedMap<ServiceName, Service> value) {
    return new State(
        goal,
        config,
        configProblems,
        cluster,
        shared,
        value,
        running,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withRunning(List<RunningJob> value) {
    return new State(
        goal,
        config,
        configProblems,
        cluster,
        shared,
        services,
        value,
        steps,
        takeDown,
        downProblem,
        ended);
  }

  State withSteps(List<Step> value) {
    return new State(
        goal,
        config,
        configProblems,
        cluster,
        shared,
        services,
        running,
        value,
        takeDown,
        downProblem,
        ended);
  }

  State withDown(
      Goal newGoal, Optional<Job.TakeDown> job, Optional<Problem> problem, boolean isEnded) {
    return new State(
        newGoal,
        config,
        configProblems,
        cluster,
        shared,
        services,
        running,
        steps,
        job,
        problem,
        isEnded);
  }
}
