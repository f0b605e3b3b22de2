package dev.devloop.core;

import static dev.devloop.core.Story.built;
import static dev.devloop.core.Story.config;
import static dev.devloop.core.Story.job;
import static dev.devloop.core.Story.name;
import static dev.devloop.core.Story.problem;
import static dev.devloop.core.Story.pulled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ClusterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReducerTest {

  private static Story running() {
    return new Story().load(config(built("a"))).up().settle();
  }

  @Test
  void aFirstUpEndsWithEverythingReady() {
    var story = running();

    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  @Test
  void aRejectedConfigIsShownAndTheOldOneStands() {
    var story = running().on(new Event.ConfigRejected(List.of(problem("unknown-key"))));

    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.verdict()).contains(ExitCode.USAGE);
    assertThat(story.load(config(built("a"))).verdict()).contains(ExitCode.OK);
  }

  @Test
  void changedInputsDeployAgain() {
    var story = running().load(config(built("a")), "2");

    assertThat(story.planned()).containsExactly(new Job.ApplyShared("2"));
    assertThat(story.start().done(new Job.ApplyShared("2")).planned())
        .containsExactly(
            new Job.Deploy(name("a"), "2/localhost:5001/a:made", "localhost:5001/a:made"));
    assertThat(story.settle().phase("a")).isEqualTo(ServicePhase.READY);
  }

  @Test
  void changedInputsForgiveAFailure() {
    var story = new Story().load(config(built("a"))).up().start();
    story.ends(
        new Job.MakeImage(name("a"), 1, false),
        new Outcome.Refused(problem("build-failed"), ExitCode.SERVICE));
    assertThat(story.phase("a")).isEqualTo(ServicePhase.FAILED);

    assertThat(story.load(config(built("a")), "2").service("a").failure()).isEmpty();
  }

  @Test
  void anotherImageIsMade() {
    var story = running().load(config(pulled("a")), "2");

    assertThat(story.planned()).contains(new Job.MakeImage(name("a"), 2, false));
  }

  @Test
  void aServiceThatLeftTheConfigIsForgotten() {
    var story = running().load(config(pulled("b")), "2").settle();

    assertThat(story.state.services()).containsOnlyKeys(name("b"));
  }

  @Test
  void clusterSettingsOfARunningProjectAreNotChanged() {
    var other = new ClusterConfig("devloop", "1.35", ClusterConfig.Ingress.TRAEFIK, 80, 443);
    var story = running().load(config(other, built("a")), "2");

    assertThat(story.state.config().orElseThrow().cluster()).isEqualTo(Story.CLUSTER);
    assertThat(story.state.configProblems())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.id()).isEqualTo("cluster-settings-changed");
          assertThat(p.fix()).contains("devloop down --delete");
        });
    assertThat(story.planned()).isEmpty();
  }

  @Test
  void otherPortsAreOnlyAskedOfTheCluster() {
    var other = new ClusterConfig("devloop", "1.36", ClusterConfig.Ingress.TRAEFIK, 8081, 443);
    var story = running().load(config(other, built("a")), "1");

    assertThat(story.state.configProblems()).isEmpty();
    assertThat(story.planned()).containsExactly(new Job.StartCluster(other));
    story.start().done(new Job.StartCluster(other));
    assertThat(story.planned()).isEmpty();
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  @Test
  void aPausedClusterHoldsAllAndUpOnlyWakesIt() {
    var story = running().on(new Event.Asked(new Request.Pause(false)));
    assertThat(story.planned()).containsExactly(new Job.Pause(false));
    story.start().done(new Job.Pause(false));

    assertThat(story.state.cluster().phase()).isEqualTo(ClusterPhase.PAUSED);
    assertThat(story.phase("a")).isEqualTo(ServicePhase.STOPPED);
    assertThat(story.reason("a")).isEqualTo("the cluster is paused");
    assertThat(story.verdict()).contains(ExitCode.PLATFORM);
    assertThat(story.planned()).isEmpty();

    story.up();
    assertThat(story.planned())
        .containsExactly(
            new Job.StartCluster(Story.CLUSTER), new Job.MakeImage(name("a"), 2, false));
    story.start().done(new Job.StartCluster(Story.CLUSTER));
    story.done(new Job.MakeImage(name("a"), 2, false));
    assertThat(story.planned()).isEmpty();
    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  @Test
  void whatIsSavedWhileTheClusterIsPausedIsBuiltWhenItIsAwake() {
    var story = running().on(new Event.Asked(new Request.Pause(false))).start();
    story.done(new Job.Pause(false)).on(new Event.SourceChanged(name("a"), List.of("x")));

    assertThat(story.planned()).isEmpty();
    assertThat(story.up().planned()).contains(new Job.MakeImage(name("a"), 2, false));
  }

  @Test
  void aPauseThatIsRefusedLeavesTheProjectUp() {
    var story = running().on(new Event.Asked(new Request.Pause(false))).start();
    story.ends(new Job.Pause(false), new Outcome.Broken(problem("cluster-in-use")));

    assertThat(story.state.goal()).isEqualTo(Goal.UP);
    assertThat(story.state.restProblem()).map(Problem::id).contains("cluster-in-use");
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  @Test
  void aClusterThatSomebodyElsePausesAndWakesIsFollowed() {
    var story = running().on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.PAUSED)));
    assertThat(story.state.goal()).isEqualTo(Goal.PAUSED);
    assertThat(story.state.cluster().problem()).isEmpty();
    assertThat(story.planned()).isEmpty();

    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.RUNNING)));
    assertThat(story.state.goal()).isEqualTo(Goal.UP);
    assertThat(story.planned()).containsExactly(new Job.StartCluster(Story.CLUSTER));
  }

  @Test
  void aClusterThatWasStartedAnewIsLookedAfterAndShowsNothingOld() {
    var same = new ClusterStatus(ClusterPhase.RUNNING, Story.ACCESS.started());
    var story = running().on(new Event.ClusterSeen(same));
    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);

    story.on(
        new Event.ClusterSeen(
            new ClusterStatus(ClusterPhase.RUNNING, Story.ACCESS.started().plusSeconds(1))));

    assertThat(story.phase("a")).isNotEqualTo(ServicePhase.READY);
    assertThat(story.verdict()).isEmpty();
    assertThat(story.planned()).containsExactly(new Job.StartCluster(Story.CLUSTER));
    assertThat(story.settle().phase("a")).isEqualTo(ServicePhase.READY);
  }

  @Test
  void withoutAnEngineNothingRunsUntilItIsBack() {
    var story = running().on(new Event.EngineLost(Story.problem("engine-unreachable")));
    assertThat(story.phase("a")).isEqualTo(ServicePhase.STOPPED);
    assertThat(story.state.cluster().problem()).map(Problem::id).contains("engine-unreachable");
    assertThat(story.planned()).isEmpty();

    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.STOPPED)));
    assertThat(story.state.cluster().problem()).map(Problem::id).contains("cluster-stopped");
    assertThat(story.planned()).isEmpty();

    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.RUNNING)));
    assertThat(story.planned()).containsExactly(new Job.StartCluster(Story.CLUSTER));
  }

  @Test
  void aWorkloadDeletedByHandIsDeployedAgain() {
    var story = running().sees("a", Observed.ABSENT);

    assertThat(story.planned())
        .containsExactly(
            new Job.Deploy(name("a"), "1/localhost:5001/a:made", "localhost:5001/a:made"));
  }

  @Test
  void anObjectDeletedByHandIsAppliedAgain() {
    var story = running().on(new Event.Drifted());

    assertThat(story.planned()).containsExactly(new Job.ApplyShared("1"));
    assertThat(story.start().done(new Job.ApplyShared("1")).planned())
        .hasExactlyElementsOfTypes(Job.Deploy.class);
  }

  @Test
  void aForcedBuildIsDeliveredAndDeployedAlsoUnderTheSameName() {
    var story = running();
    story.on(new Event.Asked(new Request.Rebuild(java.util.Set.of()))).start();
    story.done(new Job.MakeImage(name("a"), 2, true));

    assertThat(story.planned()).containsExactly(new Job.DeliverImage(name("a"), "a:made"));
  }

  @Test
  void aResultThatComesTooLateIsNotTakenForTheNewOne() {
    var story = running().up().start();
    story.on(new Event.Asked(new Request.Rebuild(java.util.Set.of())));
    story.done(new Job.MakeImage(name("a"), 2, false));

    assertThat(story.planned()).containsExactly(new Job.MakeImage(name("a"), 3, true));
  }

  @Test
  void aCrashingServiceFails() {
    var story = running();
    story.sees("a", Story.crashing(story.service("a").key()));

    assertThat(story.phase("a")).isEqualTo(ServicePhase.FAILED);
    assertThat(story.reason("a")).isEqualTo("crash-loop happened");
    assertThat(story.verdict()).contains(ExitCode.SERVICE);
  }

  @Test
  void whatAnEarlierDeployLeftBehindIsNoFailureOfThisOne() {
    var story = new Story().load(config(built("a")), "2").up();
    story.settle();
    story.load(config(built("a")), "3").start();
    story.sees("a", Story.crashing("2/localhost:5001/a:made"));

    assertThat(story.phase("a")).isNotEqualTo(ServicePhase.FAILED);
  }

  @Test
  void aFailedJobRunsAgainOnRequest() {
    var story = new Story().load(config(job("migrate"))).up().settle();
    story.sees("migrate", Story.crashing("1/localhost:5001/migrate:made"));
    assertThat(story.verdict()).contains(ExitCode.SERVICE);
    story.up().settle();

    assertThat(story.service("migrate").deployed()).contains("1/localhost:5001/migrate:made+1");
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  @Test
  void aJobRepeatedUnderAnEarlierDaemonIsStillTheSame() {
    var story = new Story().load(config(job("migrate"))).up();
    story.settle();
    story.sees("migrate", Story.ready("1/localhost:5001/migrate:made+1", ""));

    assertThat(story.service("migrate").key()).isEqualTo("1/localhost:5001/migrate:made+1");
  }

  @Test
  void aFailedClusterEndsTheUp() {
    var story = new Story().load(config(built("a"))).up().start();
    story.ends(new Job.StartCluster(Story.CLUSTER), new Outcome.Broken(problem("cluster-timeout")));

    assertThat(story.verdict()).contains(ExitCode.PLATFORM);
    assertThat(story.state.cluster().phase()).isEqualTo(ClusterPhase.FAILED);
    assertThat(story.up().planned()).contains(new Job.StartCluster(Story.CLUSTER));
  }

  @Test
  void aRefusedManifestAndATakenNamespaceEndDifferently() {
    assertThat(sharedEnds(new Outcome.Refused(problem("invalid"), ExitCode.SERVICE)).verdict())
        .contains(ExitCode.SERVICE);
    assertThat(sharedEnds(new Outcome.Refused(problem("not-ours"), ExitCode.USAGE)).verdict())
        .contains(ExitCode.USAGE);
    assertThat(sharedEnds(new Outcome.Broken(problem("api-unreachable"))).verdict())
        .contains(ExitCode.PLATFORM);
  }

  private static Story sharedEnds(Outcome outcome) {
    var story = new Story().load(config(built("a"))).up().start();
    story.done(new Job.MakeImage(name("a"), 1, false)).done(new Job.StartCluster(Story.CLUSTER));
    story.start().done(new Job.DeliverImage(name("a"), "a:made"));
    return story.ends(new Job.ApplyShared("1"), outcome);
  }

  @Test
  void stepsAreCountedAndTimed() {
    var story = new Story().load(config(built("a"))).up().start();
    var job = new Job.StartCluster(Story.CLUSTER);
    story.on(new Event.JobProgress(job, "start the node", "", 0));
    story.on(new Event.JobProgress(job, "start the node", "a line", 0.5));
    story.on(new Event.JobProgress(job, "start the ingress", "", 0));

    assertThat(story.state.steps())
        .singleElement()
        .satisfies(step -> {
          assertThat(step.subject()).isEqualTo("cluster");
          assertThat(step.title()).isEqualTo("start the node");
          assertThat(step.took()).hasMillis(20);
        });
    assertThat(story.state.clusterJob().orElseThrow().step()).isEqualTo("start the ingress");
  }

  @Test
  void withoutADaemonTheTruthComesFromTheCluster() {
    var story = new Story().load(config(built("a"), built("b")));
    story.on(new Event.ClusterFound(Story.ACCESS));
    story.sees("a", Story.ready("old", "a:old"));

    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.phase("b")).isEqualTo(ServicePhase.STOPPED);
  }
}
