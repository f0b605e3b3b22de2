package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.devloop.core.CriticalPath;
import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.Outcome;
import dev.devloop.core.Reducer;
import dev.devloop.core.State;
import dev.devloop.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimeSpentTest {

  private static final List<Step> STEPS =
      List.of(
          step(1, "cluster", "create", 0, 9_000),
          step(2, "web", "build", 0, 3_000),
          step(3, "project", "namespace", 9_010, 9_100),
          step(4, "web", "becomes ready", 9_200, 11_000));

  private static Instant at(long millis) {
    return Instant.EPOCH.plusMillis(millis);
  }

  private static Step step(long number, String subject, String title, long from, long to) {
    return new Step(number, subject, title, at(to), Duration.ofMillis(to - from), true);
  }

  @Test
  void whatHadToBeWaitedForIsToldAndWhatIsShortIsSummedUp() {
    assertThat(TimeSpent.lines(CriticalPath.of(STEPS, State.EMPTY), at(0), at(12_000)))
        .containsExactly(
            "where the time went: 12.0s",
            "   9.0s  cluster: create",
            "   1.8s  web: becomes ready",
            "   1.2s  shorter steps and what is between them");
  }

  @Test
  void nothingIsToldWhenNothingWasDone() {
    assertThat(TimeSpent.lines(List.of(), at(0), at(300))).isEmpty();
  }

  @Test
  void aTraceHasARowForEachSubjectAndTimesFromTheBeginning() throws Exception {
    var job = new Job.MakeImage(Samples.WEB, 1, false);
    var state = Reducer.apply(State.EMPTY, new Event.JobStarted(job), at(500));
    state = Reducer.apply(state, new Event.JobProgress(job, "build", "", 0), at(1_000));
    state = Reducer.apply(state, new Event.JobProgress(job, "push", "", 0), at(3_000));
    state = Reducer.apply(state, new Event.JobEnded(job, new Outcome.Cancelled()), at(3_500));

    var events = new ObjectMapper().readTree(TraceJson.of(state, at(0))).path("traceEvents");

    assertThat(events.findValuesAsText("ph")).containsExactly("M", "X", "X");
    assertThat(events.get(0).path("args").path("name").asText()).isEqualTo("web");
    assertThat(events.get(1).path("name").asText()).isEqualTo("build");
    assertThat(events.get(1).path("cat").asText()).isEqualTo("critical");
    assertThat(events.get(1).path("ts").asLong()).isEqualTo(1_000_000);
    assertThat(events.get(1).path("dur").asLong()).isEqualTo(2_000_000);
    assertThat(events.get(2).path("args").path("good").asBoolean()).isFalse();
    assertThat(TraceJson.of(state, at(3_500))).contains("\"traceEvents\":[]");
  }
}
