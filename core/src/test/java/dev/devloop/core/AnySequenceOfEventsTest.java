package dev.devloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ServiceConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever happens in whatever order, some things are always so; and when the troubles end, an
/// `up` ends with everything ready.
final class AnySequenceOfEventsTest {

  private static final List<ServiceConfig> SERVICES =
      List.of(
          Story.pulled("db"),
          Story.job("migrate", "db"),
          Story.built("a", "migrate"),
          Story.built("b", "a", "db"),
          Story.disabled("x"));

  @TestFactory
  List<DynamicTest> invariantsHold() {
    var tests = new ArrayList<DynamicTest>();
    var seeds = new ArrayList<>(List.of(1L, 2L, 3L));
    seeds.add(System.nanoTime());
    seeds.forEach(
        seed -> tests.add(DynamicTest.dynamicTest("seed " + seed, () -> run(new Random(seed)))));
    return tests;
  }

  private static void run(Random random) {
    var story = new Story().load(pick(random));
    for (int i = 0; i < 5_000; i++) {
      happen(story, random);
      if (random.nextInt(3) > 0) {
        story.start();
      }
      check(story);
    }
    calmDown(story);
  }

  private static void calmDown(Story story) {
    story.state.running().stream().map(RunningJob::job).toList().forEach(story::done);
    story.load(Story.config(SERVICES.toArray(ServiceConfig[]::new)), "calm");
    story.up().settle();
    assertThat(story.verdict()).contains(ExitCode.OK);
  }

  private static dev.devloop.core.config.DevConfig pick(Random random) {
    return Story.config(
        SERVICES.stream().filter(s -> random.nextInt(5) > 0).toArray(ServiceConfig[]::new));
  }

  private static void happen(Story story, Random random) {
    switch (random.nextInt(22)) {
      case 0 -> story.load(pick(random), "" + random.nextInt(3));
      case 1 -> story.on(new Event.ConfigRejected(List.of(Story.problem("unknown-key"))));
      case 2, 3 -> story.up();
      case 4 ->
          story.on(new Event.ClusterSeen(ClusterStatus.of(any(random, ClusterPhase.values()))));
      case 5 -> story.on(new Event.Asked(new Request.Rebuild(Set.of())));
      case 6 -> story.on(new Event.Asked(Story.restart("a")));
      case 7 -> story.sees(service(random), Observed.ABSENT);
      case 8 -> story.sees(service(random), Story.crashing("1/localhost:5001/db:made"));
      case 9 -> {
        if (random.nextInt(10) == 0) {
          story.on(new Event.Asked(new Request.Down(random.nextBoolean())));
        }
      }
      case 10 -> end(story, random, new Outcome.Broken(Story.problem("broken")));
      case 11 -> end(story, random, new Outcome.Cancelled());
      case 12 -> story.on(new Event.RegistryReady("localhost:5001"));
      case 13 ->
          story.on(
              new Event.SourceChanged(
                  Story.name(any(random, new String[] {"a", "b", "db"})), List.of("x")));
      case 14 -> story.on(new Event.Asked(new Request.PauseSync(Set.of(), random.nextBoolean())));
      case 15 -> story.on(new Event.Asked(new Request.Pause(random.nextBoolean())));
      case 16 -> story.on(new Event.EngineLost(Story.problem("engine-unreachable")));
      default -> end(story, random);
    }
  }

  private static String service(Random random) {
    return any(random, SERVICES.toArray(ServiceConfig[]::new)).name().value();
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static void end(Story story, Random random) {
    var running = story.state.running();
    if (!running.isEmpty()) {
      story.done(running.get(random.nextInt(running.size())).job());
    }
  }

  private static void end(Story story, Random random, Outcome outcome) {
    var running = story.state.running();
    if (!running.isEmpty()) {
      story.ends(running.get(random.nextInt(running.size())).job(), outcome);
    }
  }

  private static void check(Story story) {
    var state = story.state;
    var plan = Planner.next(state, story.cores);
    var busy = new HashSet<ServiceName>();
    state
        .running()
        .forEach(r -> r.job().service().ifPresent(n -> assertThat(busy.add(n)).isTrue()));
    plan.start().forEach(j -> j.service().ifPresent(n -> assertThat(busy.add(n)).isTrue()));
    plan.start()
        .forEach(job -> {
          assertThat(state.running()).noneMatch(r -> r.job().equals(job));
          checkStart(state, job);
        });
    long builds =
        state.running().stream().filter(r -> r.job() instanceof Job.MakeImage).count()
            + plan.start().stream().filter(Job.MakeImage.class::isInstance).count();
    assertThat(builds).isLessThanOrEqualTo(story.cores);
    state.services().values().forEach(s -> checkService(state, s, plan));
    assertThat(state.cluster().access().isPresent())
        .isEqualTo(state.cluster().phase() == ClusterPhase.RUNNING);
  }

  private static void checkStart(State state, Job job) {
    if (job instanceof Job.Rest) {
      assertThat(state.running()).isEmpty();
      return;
    }
    assertThat(state.goal()).isEqualTo(Goal.UP);
    if (job instanceof Job.Deploy deploy) {
      assertThat(state.cluster().usable()).isTrue();
      assertThat(state.shared().current()).isTrue();
      var service = state.services().get(deploy.name());
      assertThat(service).isNotNull();
      if (service != null) {
        assertThat(service.config().enabled()).isTrue();
        assertThat(service.image().settled()).isTrue();
      }
    }
  }

  /// An idle service is done with, failed, or says what it waits for.
  private static void checkService(State state, Service service, Plan plan) {
    boolean busy =
        state.jobOn(service.name()).isPresent()
            || plan.start().stream()
                .anyMatch(j -> j.service().filter(service.name()::equals).isPresent());
    if (state.goal() != Goal.UP || busy || !service.config().enabled()) {
      return;
    }
    boolean explained =
        service.failure().isPresent()
            || plan.waits().containsKey(service.name())
            || (service.current() && service.restart().isEmpty());
    assertThat(explained).as("%s in %s", service, state).isTrue();
  }
}
