package dev.devloop.core;

import static dev.devloop.core.Story.config;
import static dev.devloop.core.Story.name;
import static dev.devloop.core.Story.pulled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadyStepsTest {

  private static final Job PULL = new Job.MakeImage(name("a"), 1, false);

  private static Story readyAfterAStep() {
    var story = new Story().load(config(pulled("a"))).up().start();
    return story.on(new Event.JobProgress(PULL, "pull", "", 0)).settle();
  }

  private static List<String> titles(Story story) {
    return story.state.steps().stream().map(s -> s.subject() + " " + s.title()).toList();
  }

  @Test
  void theWaitUntilAServiceAnswersIsAStepToo() {
    var story = readyAfterAStep();

    assertThat(titles(story)).containsExactly("a pull", "a " + Step.READY);
    assertThat(story.state.steps().getLast().took()).isGreaterThan(Duration.ZERO);
  }

  @Test
  void aPodThatComesBackByItselfIsNoNews() {
    var story = readyAfterAStep();
    var observed = story.service("a").observed();
    story.sees("a", Story.crashing(observed.inputs())).sees("a", observed);

    assertThat(titles(story)).containsExactly("a pull", "a " + Step.READY);
  }
}
