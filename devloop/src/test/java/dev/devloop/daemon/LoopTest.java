package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Job;
import dev.devloop.core.LogSink;
import dev.devloop.core.Observed;
import dev.devloop.core.Outcome;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.Request;
import dev.devloop.core.ServicePhase;
import dev.devloop.core.State;
import dev.devloop.core.Verdict;
import dev.devloop.project.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Loop and jobs together, with work that is only pretended.
final class LoopTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Board board = new Board();
  private final List<Job> done = new CopyOnWriteArrayList<>();
  private Jobs.Work work = (job, _, _) -> pretend(job);
  private final Jobs jobs =
      new Jobs(
          (job, state, progress) -> work.run(job, state, progress),
          e -> loop().post(e),
          LogSink.NONE,
          Durations.inMemory());
  private final Loop loop = new Loop(board, jobs, Clock.systemUTC(), 2);

  private Loop loop() {
    return loop;
  }

  @AfterEach
  void close() {
    loop.close();
    jobs.close();
  }

  /// Each job ends well; a deployed service shows itself ready.
  private Outcome.Result pretend(Job job) {
    done.add(job);
    return switch (job) {
      case Job.StartCluster _ -> new Outcome.Result.Cluster(Projects.ACCESS);
      case Job.MakeImage(var name, _, _) -> new Outcome.Result.Image(name + ":1");
      case Job.DeliverImage(_, var image) -> new Outcome.Result.Image("localhost:1/" + image);
      case Job.Deploy(var name, var inputs, var image) -> {
        var seen = new Observed(true, inputs, image, true, Optional.empty(), List.of());
        loop.post(new Event.Seen(Map.of(name, seen)));
        yield new Outcome.Result.Nothing();
      }
      default -> new Outcome.Result.Nothing();
    };
  }

  private State await(Predicate<State> wanted) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    var notice = board.now();
    while (!wanted.test(notice.state())) {
      assertThat(System.nanoTime()).as("%s", notice.state()).isLessThan(end);
      notice = board.await(notice.number(), Duration.ofSeconds(1));
    }
    return notice.state();
  }

  private void up() throws InterruptedException {
    loop.start();
    loop.post(Projects.loaded(Projects.service("a")));
    loop.tell(new Event.Asked(new Request.Up()));
  }

  private static boolean ended(State state, ExitCode exit) {
    return Verdict.of(state).filter(v -> v.exit() == exit).isPresent();
  }

  @Test
  void anUpRunsFromTheConfigToReady() throws InterruptedException {
    up();
    var state = await(s -> ended(s, ExitCode.OK));

    assertThat(done)
        .hasOnlyElementsOfTypes(
            Job.StartCluster.class,
            Job.MakeImage.class,
            Job.DeliverImage.class,
            Job.ApplyShared.class,
            Job.Deploy.class)
        .hasSize(5);
    assertThat(Phases.of(state, state.services().firstEntry().getValue()))
        .isEqualTo(ServicePhase.READY);
  }

  @Test
  void whatIsToldIsInTheStateWhenTellReturns() throws InterruptedException {
    loop.start();
    long number = loop.tell(new Event.ConfigRejected(List.of(Problem.of("x", "x", "", ""))));

    assertThat(board.now().state().configProblems()).hasSize(1);
    assertThat(board.now().number()).isGreaterThanOrEqualTo(number);
  }

  @Test
  void whatWasPostedBeforeIsInTheStateWhenSettleReturns() throws InterruptedException {
    loop.start();
    loop.post(new Event.ConfigRejected(List.of(Problem.of("x", "x", "", ""))));
    long number = loop.settle();

    assertThat(board.now().number()).isGreaterThanOrEqualTo(number);
    assertThat(board.now().state().configProblems()).hasSize(1);
  }

  @Test
  void theUsersMistakeAndTheMachinesTroubleAreDifferent() throws InterruptedException {
    work =
        (job, _, _) -> {
          if (job instanceof Job.MakeImage) {
            throw new DevloopException(
                ExitCode.SERVICE, Problem.of("build-failed", "it fails", "", ""));
          }
          return pretend(job);
        };
    up();

    var state = await(s -> ended(s, ExitCode.SERVICE));
    assertThat(state.services().firstEntry().getValue().failure().map(Problem::id))
        .contains("build-failed");
  }

  @Test
  void aMistakeOfOurOwnEndsTheJobAndNotTheDaemon() throws InterruptedException {
    work =
        (job, _, _) -> {
          throw new IllegalStateException("oops in " + job);
        };
    up();

    var state = await(s -> ended(s, ExitCode.PLATFORM));
    assertThat(state.cluster().problem().map(Problem::id)).contains("internal-error");
  }

  @Test
  void aDownInterruptsWhatRuns() throws InterruptedException {
    var begun = new CountDownLatch(2);
    work =
        (job, _, _) -> {
          if (job instanceof Job.TakeDown) {
            return pretend(job);
          }
          begun.countDown();
          new CountDownLatch(1).await();
          throw new AssertionError("is interrupted before");
        };
    up();
    begun.await();
    loop.tell(new Event.Asked(new Request.Down(false)));

    await(State::ended);
    assertThat(done).containsExactly(new Job.TakeDown(false));
  }

  @Test
  void stepsOfAJobReachTheState() throws InterruptedException {
    work =
        (job, _, progress) -> {
          progress.step("one of " + job.getClass().getSimpleName());
          return pretend(job);
        };
    up();

    var state = await(s -> ended(s, ExitCode.OK));
    assertThat(state.steps())
        .anySatisfy(step -> {
          assertThat(step.subject()).isEqualTo("a");
          assertThat(step.title()).isEqualTo("one of Deploy");
        });
  }
}
