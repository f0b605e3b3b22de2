package dev.devloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CriticalPathTest {

  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Set<String>> needs = new HashMap<>();

  private static Instant at(long millis) {
    return Instant.EPOCH.plusMillis(millis);
  }

  private void step(String subject, String title, long from, long to) {
    steps.add(
        new Step(steps.size() + 1, subject, title, at(to), Duration.ofMillis(to - from), true));
  }

  private List<String> path(long began) {
    return CriticalPath.of(CriticalPath.since(steps, at(began)), needs).stream()
        .map(Step::title)
        .toList();
  }

  @Test
  void whatTheLastOneWaitedForIsOnThePath() {
    step("web", "build", 0, 3_000);
    step("cluster", "create", 0, 9_000);
    step("cluster", "ingress", 9_000, 10_000);
    step("project", "namespace", 10_010, 10_100);
    step("web", "deploy", 10_120, 10_300);
    step("web", "becomes ready", 10_300, 12_000);
    step("db", "deploy", 10_120, 10_200);
    step("db", "becomes ready", 10_200, 11_000);

    assertThat(path(0))
        .containsExactly("create", "ingress", "namespace", "deploy", "becomes ready");
  }

  @Test
  void whatAServiceDependsOnIsOnThePathAndOtherServicesAreNot() {
    step("web", "build", 0, 5_000);
    step("db", "becomes ready", 4_000, 8_000);
    step("other", "becomes ready", 4_000, 8_010);
    step("web", "deploy", 8_020, 9_000);

    assertThat(path(0)).containsExactly("build", "deploy");
    needs.put("web", Set.of("db"));
    assertThat(path(0)).containsExactly("becomes ready", "deploy");
  }

  @Test
  void whatWasDoneBeforeAnybodyWaitedDoesNotCount() {
    step("web", "build", 0, 5_000);
    step("web", "push", 5_000, 6_000);

    assertThat(path(5_500)).containsExactly("push");
    assertThat(path(6_000)).isEmpty();
  }

  @Test
  void stepsWithoutADurationEndTheSearchAllTheSame() {
    step("web", "one", 1_000, 1_000);
    step("web", "two", 1_000, 1_000);

    assertThat(path(0)).hasSize(1);
  }
}
