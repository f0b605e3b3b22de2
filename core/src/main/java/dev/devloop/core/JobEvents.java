package dev.devloop.core;

import dev.devloop.core.Outcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the life of a job does to the state.
final class JobEvents {

  /// Enough for several bring-ups of a large project; views only want the newest.
  private static final int STEPS_KEPT = 400;

  private JobEvents() {}

  static State started(State state, Job job, Instant at) {
    var running = new ArrayList<>(state.running());
    running.add(new RunningJob(job, at, at, "", "", 0));
    var next = state.withRunning(running);
    return job instanceof Job.StartCluster ? starts(next) : next;
  }

  /// What a cluster held that is gone was forgotten when it went; one that was frozen, or gets
  /// other ports, holds it still.
  private static State starts(State state) {
    var phase =
        state.cluster().phase() == ClusterPhase.PAUSED
            ? ClusterPhase.PAUSED
            : ClusterPhase.CREATING;
    return state.withCluster(Cluster.without(phase, Optional.empty()));
  }

  static State progress(State state, Event.JobProgress progress, Instant at) {
    var running = new ArrayList<RunningJob>();
    var steps = state.steps();
    for (var one : state.running()) {
      if (!one.job().equals(progress.job())) {
        running.add(one);
        continue;
      }
      boolean next = !progress.step().equals(one.step());
      if (next) {
        steps = ended(steps, one, at, true);
      }
      running.add(
          new RunningJob(
              one.job(),
              one.began(),
              next ? at : one.since(),
              progress.step(),
              progress.line(),
              progress.fraction()));
    }
    return state.withRunning(running).withSteps(steps);
  }

  static State ended(State state, Job job, Outcome outcome, Instant at) {
    var mine = state.running().stream().filter(r -> r.job().equals(job)).findFirst();
    if (mine.isEmpty()) {
      return state;
    }
    var rest = state.running().stream().filter(r -> !r.job().equals(job)).toList();
    var steps = ended(state.steps(), mine.get(), at, outcome instanceof Outcome.Done);
    var next = state.withRunning(rest).withSteps(steps);
    return switch (outcome) {
      case Outcome.Done(var result) -> done(next, job, result);
      case Outcome.Refused(var problem, var exit) -> failed(next, job, Optional.of(problem), exit);
      case Outcome.Broken(var problem) ->
          failed(next, job, Optional.of(problem), ExitCode.PLATFORM);
      case Outcome.Cancelled() -> failed(next, job, Optional.empty(), ExitCode.OK);
    };
  }

  private static List<Step> ended(List<Step> steps, RunningJob job, Instant at, boolean good) {
    if (job.step().isEmpty()) {
      return steps;
    }
    return added(steps, job.subject(), job.step(), at, Duration.between(job.since(), at), good);
  }

  /// Notes what was done outside of jobs.
  static State did(
      State state, String subject, String title, Instant at, Duration took, boolean good) {
    return state.withSteps(added(state.steps(), subject, title, at, took, good));
  }

  static List<Step> added(
      List<Step> steps, String subject, String title, Instant at, Duration took, boolean good) {
    var all = new ArrayList<>(steps);
    long number = steps.isEmpty() ? 1 : steps.getLast().number() + 1;
    all.add(new Step(number, subject, title, at, took, good));
    return all.size() > STEPS_KEPT ? all.subList(all.size() - STEPS_KEPT, all.size()) : all;
  }

  private static State done(State state, Job job, Result result) {
    return switch (job) {
      case Job.StartCluster _ ->
          result instanceof Result.Cluster(var access)
              ? state.withCluster(Cluster.running(access))
              : state;
      case Job.MakeImage(var name, var round, _) ->
          result instanceof Result.Image(var reference)
              ? Reducer.oneService(state, name, s -> s.withImage(s.image().made(round, reference)))
              : state;
      case Job.DeliverImage(var name, var image) ->
          result instanceof Result.Image(var reference)
              ? Reducer.oneService(
                  state,
                  name,
                  s ->
                      image.equals(s.image().reference())
                          ? s.withImage(s.image().deliveredAs(reference))
                          : s)
              : state;
      case Job.ApplyShared(var inputs) -> state.withShared(state.shared().applied(inputs));
      case Job.Deploy(var name, var inputs, _) ->
          Reducer.oneService(state, name, s -> s.withDeployed(Optional.of(inputs)));
      case Job.Restart restart -> restarted(state, restart);
      case Job.Pause _ ->
          Reducer.frozen(state.withRest(Goal.PAUSED, Optional.empty(), Optional.empty(), false));
      case Job.TakeDown _ ->
          Reducer.forgetCluster(state)
              .withRest(Goal.WATCH, Optional.empty(), Optional.empty(), true);
    };
  }

  /// What a daemon is there for whose cluster was not to be frozen.
  private static Goal notPaused(ClusterPhase phase) {
    return switch (phase) {
      case RUNNING -> Goal.UP;
      case PAUSED -> Goal.PAUSED;
      case NONE, CREATING, STOPPED, FAILED -> Goal.WATCH;
    };
  }

  private static State restarted(State state, Job.Restart restart) {
    return Reducer.oneService(
        state,
        restart.name(),
        s -> s.restart().filter(restart::equals).isPresent() ? s.withRestart(Optional.empty()) : s);
  }

  /// A cancelled job leaves no problem: who cancelled it decides what is next.
  private static State failed(State state, Job job, Optional<Problem> problem, ExitCode exit) {
    return switch (job) {
      case Job.StartCluster _ ->
          Reducer.forgetCluster(state).withCluster(Cluster.without(ClusterPhase.FAILED, problem));
      case Job.ApplyShared _ -> state.withShared(state.shared().failed(problem, exit));
      case Job.Pause _ ->
          state.withRest(notPaused(state.cluster().phase()), Optional.empty(), problem, false);
      case Job.TakeDown _ -> state.withRest(Goal.WATCH, Optional.empty(), problem, false);
      case Job.Restart restart ->
          Reducer.oneService(
              restarted(state, restart), restart.name(), s -> s.withFailure(problem));
      case Job.MakeImage(var name, var round, _) ->
          Reducer.oneService(
              state, name, s -> round == s.image().wanted() ? s.withFailure(problem) : s);
      case Job.DeliverImage(var name, var image) ->
          Reducer.oneService(
              state, name, s -> image.equals(s.image().reference()) ? s.withFailure(problem) : s);
      case Job.Deploy(var name, var inputs, _) ->
          Reducer.oneService(state, name, s -> inputs.equals(s.key()) ? s.withFailure(problem) : s);
    };
  }
}
