package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.devloop.core.DevloopException;
import dev.devloop.engine.EngineContainer.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitTest {

  @TempDir Path folder;
  Lab lab;
  Bringup bringup;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.ready();
    bringup =
        new Bringup(lab.host(), Lab.NAME, ClusterSettings.of(Lab.WANTED), "shop", _ -> {}, lab);
  }

  private DevloopException failure(Step step) {
    return assertThatThrownBy(() -> step.run(bringup))
        .asInstanceOf(type(DevloopException.class))
        .actual();
  }

  @Test
  void an_api_that_never_gets_ready_fails_with_the_nodes_log_and_the_kubelets() {
    lab.docker.answers.put("/readyz", FakeDocker.failure("connection refused"));
    lab.docker.answers.put("journalctl", FakeDocker.ok("kubelet says this"));

    var problem = failure(new WaitApi(Duration.ZERO)).problems().getFirst();

    assertThat(problem.id()).isEqualTo("cluster-timeout");
    assertThat(problem.evidence()).contains("log line of lab-control-plane", "kubelet says this");
  }

  @Test
  void nothing_is_run_in_the_node_to_find_out_whether_its_api_server_answers() {
    lab.docker.answers.put("kubectl", FakeDocker.failure("a command in the node"));

    assertThatCode(() -> new WaitApi(Duration.ZERO).run(bringup)).doesNotThrowAnyException();
  }

  @Test
  void an_ingress_that_never_answers_fails_with_what_its_pods_say() {
    lab.silent = true;
    lab.docker.answers.put("get pods", FakeDocker.ok("traefik-1 ImagePullBackOff"));

    var problem = failure(new WaitIngress(Duration.ZERO)).problems().getFirst();

    assertThat(problem.id()).isEqualTo("ingress-timeout");
    assertThat(problem.evidence()).contains("traefik-1 ImagePullBackOff");
  }

  @Test
  void the_log_of_a_node_is_shown_without_colours_and_empty_lines() {
    assertThat(
            NodeEvidence.readable(List.of("[\u001b[0;1;31mFAILED\u001b[0m] to start\r", "", " ")))
        .containsExactly("[FAILED] to start");
  }

  @Test
  void a_node_that_ends_while_it_starts_is_not_waited_for() {
    lab.docker.state("lab-control-plane", State.STOPPED);

    assertThat(failure(new WaitApi(Duration.ofHours(1)))).hasMessageContaining("ended");
  }

  @Test
  void a_failure_beside_the_main_lane_ends_the_whole() {
    Step broken = step("broken", () -> Registry.port(new FakeDocker()));

    assertThatThrownBy(() ->
            new SideBySide(List.of(step("main", () -> {})), List.of(List.of(broken))).run(bringup))
        .hasMessageContaining("registry");
  }

  @Test
  void a_failure_of_the_main_lane_ends_what_runs_beside_it() throws Exception {
    var begun = new CountDownLatch(1);
    Step endless =
        step(
            "endless",
            () -> {
              begun.countDown();
              Waiting.until(() -> false, Duration.ofHours(1), "nothing");
            });
    Step broken =
        step(
            "broken",
            () -> {
              Waiting.until(() -> begun.getCount() == 0, Duration.ofSeconds(10), "the other");
              throw new IllegalStateException("main");
            });

    assertThatThrownBy(
            () -> new SideBySide(List.of(broken), List.of(List.of(endless))).run(bringup))
        .hasMessage("main");
  }

  private static Step step(String title, Runnable work) {
    return new Step() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public void run(Bringup bringup) {
        work.run();
      }
    };
  }
}
