package dev.devloop.core;

import static dev.devloop.core.Story.ACCESS;
import static dev.devloop.core.Story.built;
import static dev.devloop.core.Story.config;
import static dev.devloop.core.Story.disabled;
import static dev.devloop.core.Story.job;
import static dev.devloop.core.Story.name;
import static dev.devloop.core.Story.problem;
import static dev.devloop.core.Story.pulled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlannerTest {

  private static final Job CLUSTER = new Job.StartCluster(Story.CLUSTER);

  private static Job make(String name) {
    return new Job.MakeImage(name(name), 1, false);
  }

  @Test
  void nothingIsDoneUnlessSomebodyAsks() {
    assertThat(new Story().load(config(built("a"))).planned()).isEmpty();
  }

  @Test
  void imagesAreMadeWhileTheClusterStarts() {
    var story = new Story().load(config(built("a"), pulled("b"))).up();

    assertThat(story.planned()).containsExactly(CLUSTER, make("a"), make("b"));
  }

  @Test
  void noMoreImagesAtOnceThanCores() {
    var story = new Story().load(config(built("a"), built("b"), built("c"))).up();

    assertThat(story.planned()).containsExactly(CLUSTER, make("a"), make("b"));
    assertThat(story.waits()).containsEntry(name("c"), "waits for a free place to build");
    assertThat(story.start().done(make("a")).planned()).containsExactly(make("c"));
  }

  @Test
  void aMadeImageWaitsForTheCluster() {
    var story = new Story().load(config(built("a"))).up().start().done(make("a"));

    assertThat(story.planned()).isEmpty();
    assertThat(story.waits()).containsEntry(name("a"), "waits for the cluster");
  }

  @Test
  void anImageIsDeliveredAsSoonAsTheRegistryTakesImages() {
    var story = new Story().load(config(built("a"))).up().start().done(make("a"));
    story.on(new Event.RegistryReady("localhost:5001"));
    var delivery = new Job.DeliverImage(name("a"), "a:made");

    assertThat(story.planned()).containsExactly(delivery);
    story.start().done(delivery).done(CLUSTER);
    assertThat(story.planned()).containsExactly(new Job.ApplyShared("1"));
  }

  @Test
  void withTheClusterTheSharedObjectsAreAppliedAndImagesDelivered() {
    var story = new Story().load(config(built("a"))).up().start().done(make("a")).done(CLUSTER);

    assertThat(story.planned())
        .containsExactly(new Job.ApplyShared("1"), new Job.DeliverImage(name("a"), "a:made"));
  }

  @Test
  void nothingWaitsForTheRestOfTheClustersJobOnceItIsReached() {
    var story = new Story().load(config(built("a"))).up().start().done(make("a"));
    story.on(new Event.ClusterFound(Story.ACCESS));

    assertThat(story.planned())
        .containsExactly(new Job.ApplyShared("1"), new Job.DeliverImage(name("a"), "a:made"));
    var deploy = new Job.Deploy(name("a"), "1/localhost:5001/a:made", "localhost:5001/a:made");
    story.start().done(new Job.ApplyShared("1")).done(new Job.DeliverImage(name("a"), "a:made"));
    story.start().done(deploy);
    story.sees("a", Story.ready("1/localhost:5001/a:made", "localhost:5001/a:made"));
    assertThat(story.state.running()).extracting(RunningJob::job).containsExactly(CLUSTER);
    assertThat(story.verdict()).as("the ingress may not answer yet").isEmpty();
    assertThat(story.done(CLUSTER).verdict()).contains(ExitCode.OK);
  }

  @Test
  void aServiceIsDeployedAfterTheSharedObjects() {
    var story = new Story().load(config(built("a"))).up().start();
    story.done(make("a")).done(CLUSTER).start();
    story.done(new Job.DeliverImage(name("a"), "a:made"));

    assertThat(story.planned()).isEmpty();
    assertThat(story.waits().get(name("a"))).contains("namespace");
    assertThat(story.done(new Job.ApplyShared("1")).planned())
        .containsExactly(
            new Job.Deploy(name("a"), "1/localhost:5001/a:made", "localhost:5001/a:made"));
  }

  @Test
  void aDependentWaitsUntilItsDependencyIsReady() {
    var story = new Story().load(config(pulled("db"), built("a", "db"))).up().start();
    story.done(CLUSTER).done(make("db")).done(make("a")).start();
    story.state.running().stream().map(RunningJob::job).toList().forEach(story::done);

    var deploy = new Job.Deploy(name("db"), "1/localhost:5001/db:made", "localhost:5001/db:made");
    assertThat(story.planned()).containsExactly(deploy);
    assertThat(story.reason("a")).isEqualTo("waits for db");
    assertThat(story.start().ends(deploy, Outcome.DONE).planned()).isEmpty();
    assertThat(story.sees("db", Story.ready("1/localhost:5001/db:made", "")).planned())
        .containsExactly(
            new Job.Deploy(name("a"), "1/localhost:5001/a:made", "localhost:5001/a:made"));
  }

  @Test
  void aDependentOfAFailedServiceSaysSo() {
    var story = new Story().load(config(pulled("db"), pulled("a", "db"))).up().start();
    story.done(CLUSTER).done(make("a")).start();
    story
        .ends(make("db"), new Outcome.Refused(problem("image-not-found"), ExitCode.SERVICE))
        .settle();

    assertThat(story.reason("a")).isEqualTo("waits for db, which failed");
  }

  @Test
  void aDisabledServiceIsNeitherMadeNorWaitedFor() {
    var story = new Story().load(config(disabled("x"), pulled("a", "x"))).up().settle();

    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.phase("x")).isEqualTo(ServicePhase.DISABLED);
    assertThat(story.state.steps()).isEmpty();
  }

  @Test
  void aJobIsDoneBeforeItsDependentsStart() {
    var story = new Story().load(config(job("migrate"), pulled("a", "migrate"))).up().settle();

    assertThat(story.phase("migrate")).isEqualTo(ServicePhase.READY);
    assertThat(story.reason("migrate")).isEqualTo("done");
    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
  }

  @Test
  void whatFailedIsNotTriedAgainUnasked() {
    var story = new Story().load(config(built("a"))).up().start().done(CLUSTER);
    story.ends(make("a"), new Outcome.Refused(problem("build-failed"), ExitCode.SERVICE)).settle();

    assertThat(story.planned()).isEmpty();
    assertThat(story.up().planned()).contains(make("a"));
  }

  @Test
  void aSecondUpLooksAtTheImagesAndDoesNothingElse() {
    var story = new Story().load(config(built("a"))).up().settle().up();

    assertThat(story.planned()).containsExactly(new Job.MakeImage(name("a"), 2, false));
    story.start();
    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.verdict()).isEmpty();
    story.done(new Job.MakeImage(name("a"), 2, false));
    assertThat(story.planned()).isEmpty();
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  @Test
  void aRebuildIsForced() {
    var story = new Story().load(config(built("a"), pulled("b"))).up().settle();
    story.on(new Event.Asked(new Request.Rebuild(Set.of())));

    assertThat(story.planned()).containsExactly(new Job.MakeImage(name("a"), 2, true));
  }

  @Test
  void aRestartIsDoneOnce() {
    var story = new Story().load(config(pulled("a"))).up().settle();
    story.on(new Event.Asked(Story.restart("a")));

    assertThat(story.planned()).containsExactly(new Job.Restart(name("a"), 1, false));
    assertThat(story.settle().planned()).isEmpty();
  }

  @Test
  void downStopsEverythingElseFirst() {
    var story = new Story().load(config(built("a"))).up().start();
    story.on(new Event.Asked(new Request.Down(true)));

    var plan = Planner.next(story.state, 2);
    assertThat(plan.start()).isEmpty();
    assertThat(plan.cancel()).containsExactly(CLUSTER, make("a"));
    List.of(CLUSTER, make("a")).forEach(j -> story.ends(j, new Outcome.Cancelled()));
    assertThat(story.planned()).containsExactly(new Job.TakeDown(true));
    story.start().done(new Job.TakeDown(true));
    assertThat(story.state.ended()).isTrue();
    assertThat(story.planned()).isEmpty();
  }

  @Test
  void aClusterThatWasDeletedIsMadeAgainOnRequestOnly() {
    var story = new Story().load(config(pulled("a"))).up().settle();
    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.NONE)));

    assertThat(story.planned()).isEmpty();
    assertThat(story.phase("a")).isEqualTo(ServicePhase.STOPPED);
    assertThat(story.verdict()).contains(ExitCode.PLATFORM);
    story.up();
    assertThat(story.planned()).contains(CLUSTER);
    story.settle().sees("a", Story.ready("1/localhost:5001/a:made", ""));
    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
    assertThat(story.state.cluster().access()).contains(ACCESS);
  }

  @Test
  void aClusterThatWasPausedByHandIsUsedAgainOnceItRuns() {
    var story = new Story().load(config(pulled("a"))).up().settle();
    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.PAUSED)));
    assertThat(story.planned()).isEmpty();

    story.on(new Event.ClusterSeen(ClusterStatus.of(ClusterPhase.RUNNING)));

    assertThat(story.planned()).contains(CLUSTER);
    story.settle().sees("a", Story.ready("1/localhost:5001/a:made", ""));
    assertThat(story.phase("a")).isEqualTo(ServicePhase.READY);
  }
}
