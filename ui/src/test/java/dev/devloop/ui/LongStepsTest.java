package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.Reducer;
import dev.devloop.core.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LongStepsTest {

  private static final Job JOB = new Job.MakeImage(Samples.WEB, 1, false);

  private final LongSteps steps = new LongSteps();
  private State state =
      Reducer.apply(Reducer.apply(State.EMPTY, Samples.config(), at(0)), started(), at(0));

  private static Event started() {
    return new Event.JobStarted(JOB);
  }

  private static Instant at(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private void step(String title, double fraction, int second) {
    state = Reducer.apply(state, new Event.JobProgress(JOB, title, "", fraction), at(second));
  }

  private List<String> due(int second) {
    return steps.due(state, at(second));
  }

  @Test
  void aStepIsToldOnceItTakesLongAndAgainAMinuteLater() {
    step("compile", 0, 0);

    assertThat(due(4)).isEmpty();
    assertThat(due(5)).containsExactly("web: compile ... (5 s so far)");
    assertThat(due(6)).isEmpty();
    step("compile", 0.4, 60);
    assertThat(due(65)).containsExactly("web: compile ... (65 s so far, 40% done)");
  }

  @Test
  void shortStepsAreNotToldBeforeTheirEnd() {
    step("one", 0, 0);
    assertThat(due(3)).isEmpty();
    step("two", 0, 3);
    assertThat(due(7)).isEmpty();
    assertThat(due(8)).hasSize(1);
  }

  @Test
  void theSameStepOfALaterRunIsToldAnew() {
    step("one", 0, 0);
    assertThat(due(5)).hasSize(1);
    step("two", 0, 6);
    step("one", 0, 7);
    assertThat(due(12)).hasSize(1);
  }
}
