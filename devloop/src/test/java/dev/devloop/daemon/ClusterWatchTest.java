package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Https;
import dev.devloop.core.Inputs;
import dev.devloop.core.Job;
import dev.devloop.core.Outcome;
import dev.devloop.core.Problem;
import dev.devloop.core.Reducer;
import dev.devloop.core.Request;
import dev.devloop.core.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClusterWatchTest {

  private static final Instant STARTED = Projects.ACCESS.started();

  private final List<Event> posted = new ArrayList<>();
  private State state = State.EMPTY;
  private Supplier<ClusterStatus> engine = () -> new ClusterStatus(ClusterPhase.RUNNING, STARTED);
  private final List<ClusterAccess> lost = new ArrayList<>();
  private ClusterWatch watch;

  @BeforeEach
  void open() {
    happens(new Event.ConfigLoaded(Projects.config(), new Inputs("1", Map.of()), Https.OFF));
    happens(new Event.Asked(new Request.Up()));
    happens(new Event.ClusterFound(Projects.ACCESS));
    watch = new ClusterWatch(_ -> engine.get(), () -> state, this::post, lost::add);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private void happens(Event event) {
    state = Reducer.apply(state, event, STARTED);
  }

  private void post(Event event) {
    posted.add(event);
    happens(event);
  }

  private static Supplier<ClusterStatus> failing(Problem problem) {
    return () -> {
      throw new DevloopException(ExitCode.PLATFORM, problem);
    };
  }

  @Test
  void aClusterThatIsAsItWasIsNoNews() {
    watch.lookOnce();

    assertThat(posted).isEmpty();
    assertThat(lost).isEmpty();
  }

  @Test
  void aNodeThatWasStartedAnewIsToldAndTheLinkIsCut() {
    var seen = new ClusterStatus(ClusterPhase.RUNNING, STARTED.plusSeconds(1));
    engine = () -> seen;

    watch.lookOnce();

    assertThat(posted).containsExactly(new Event.ClusterSeen(seen));
    assertThat(lost).containsExactly(Projects.ACCESS);
  }

  @Test
  void anEngineThatIsAwayIsToldOnceAndSoIsItsReturn() {
    var problem = Problem.of("engine-unreachable", "The engine does not answer.", "", "");
    engine = failing(problem);
    watch.lookOnce();
    watch.lookOnce();
    assertThat(posted).containsExactly(new Event.EngineLost(problem));

    var stopped = new ClusterStatus(ClusterPhase.STOPPED, STARTED);
    engine = () -> stopped;
    watch.lookOnce();
    watch.lookOnce();
    assertThat(posted).hasSize(2).endsWith(new Event.ClusterSeen(stopped));
  }

  @Test
  void aBringUpThatFollowsTheReturnOfTheEngineKeepsItsLink() {
    var problem = Problem.of("engine-unreachable", "The engine does not answer.", "", "");
    engine = failing(problem);
    watch.lookOnce();
    happens(new Event.Asked(new Request.Up()));
    var job = new Job.StartCluster(Projects.config().cluster());
    happens(new Event.JobStarted(job));
    // it serves objects, and its ingress is still waited for
    happens(new Event.ClusterFound(Projects.ACCESS));
    lost.clear();
    posted.clear();
    engine = () -> new ClusterStatus(ClusterPhase.RUNNING, STARTED);

    watch.lookOnce();
    happens(new Event.JobEnded(job, new Outcome.Done(new Outcome.Result.Cluster(Projects.ACCESS))));
    watch.lookOnce();

    assertThat(lost).isEmpty();
    assertThat(state.cluster().access()).contains(Projects.ACCESS);
  }

  @Test
  void anEngineThatIsOnlySlowSaysNothingOfTheCluster() {
    engine =
        () -> {
          throw new DevloopException(
              ExitCode.TIMEOUT, Problem.of("engine-timeout", "It takes long.", "", ""));
        };

    watch.lookOnce();

    assertThat(posted).isEmpty();
  }
}
