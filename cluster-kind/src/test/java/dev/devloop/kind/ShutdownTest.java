package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.Progress;
import dev.devloop.engine.EngineContainer.State;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {

  private static final String NAMESPACES =
      """
      {"items": [
        {"metadata": {"name": "blog"}},
        {"metadata": {"name": "gone", "deletionTimestamp": "2026-01-01T00:00:00Z"}},
        {"metadata": {"name": "shop", "annotations": {"dev.devloop/folder": "/src/shop"}}}]}
      """;

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.docker.answers.put("get namespaces", FakeDocker.ok(NAMESPACES));
    lab.docker.answers.put("get deployments", FakeDocker.ok("kube-system\nshop\nshop\n"));
    lab.ready();
  }

  private void another(State state) {
    lab.docker.add(
        "other-control-plane", state, Map.of(Names.KIND_CLUSTER, "other"), Names.NETWORK);
  }

  @Test
  void stop_stops_proxy_node_and_registry() {
    lab.cluster().stop("lab");

    assertThat(lab.docker.calls)
        .containsExactly(
            "stop devloop-proxy-lab", "stop lab-control-plane", "stop devloop-registry");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.STOPPED);
  }

  @Test
  void pause_freezes_the_node_then_the_proxy_and_remembers_the_projects() {
    var running = lab.cluster().projects("lab");

    assertThat(lab.cluster().pause("lab")).isTrue();

    assertThat(lab.docker.calls)
        .containsExactly("pause lab-control-plane", "pause devloop-proxy-lab");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.PAUSED);
    assertThat(lab.cluster().projects("lab")).isEqualTo(running);
    assertThat(lab.cluster().pause("lab")).isTrue();
    assertThat(lab.docker.calls).hasSize(2);
  }

  @Test
  void a_pause_that_was_cut_off_is_finished_by_the_next_one() {
    lab.docker.state("lab-control-plane", State.PAUSED);

    assertThat(lab.cluster().pause("lab")).isTrue();

    assertThat(lab.docker.calls).containsExactly("pause devloop-proxy-lab");
  }

  @Test
  void there_is_nothing_to_pause_when_the_node_does_not_run() {
    lab.docker.state("lab-control-plane", State.STOPPED);

    assertThat(lab.cluster().pause("lab")).isFalse();
    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void wake_unfreezes_node_and_proxy() {
    lab.cluster().pause("lab");
    lab.docker.calls.clear();

    lab.cluster().wake("lab");

    assertThat(lab.docker.calls)
        .containsExactly("unpause lab-control-plane", "unpause devloop-proxy-lab");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.RUNNING);
  }

  @Test
  void the_registry_goes_on_while_another_cluster_runs() {
    another(State.RUNNING);

    lab.cluster().stop("lab");

    assertThat(lab.docker.calls).doesNotContain("stop devloop-registry");
  }

  @Test
  void the_registry_goes_on_while_another_cluster_is_being_made() {
    lab.docker.add("devloop-proxy-other", State.RUNNING, Names.role("proxy"), Names.NETWORK);

    lab.cluster().stop("lab");

    assertThat(lab.docker.calls).doesNotContain("stop devloop-registry");
  }

  @Test
  void the_projects_are_known_while_the_cluster_is_stopped() {
    var running = lab.cluster().projects("lab");
    lab.cluster().stop("lab");

    assertThat(running)
        .containsExactly(
            new Project("blog", Optional.empty(), false),
            new Project("shop", Optional.of(Path.of("/src/shop")), true));
    assertThat(lab.cluster().projects("lab")).isEqualTo(running);
  }

  @Test
  void who_asked_for_a_cluster_is_known_when_it_stopped_with_the_machine() {
    lab.docker.state("lab-control-plane", State.STOPPED);

    assertThat(lab.cluster().projects("lab")).extracting(Project::name).containsExactly("shop");
  }

  @Test
  void a_cluster_whose_api_does_not_answer_is_stopped_all_the_same() {
    lab.docker.answers.put("get namespaces", FakeDocker.failure("connection refused"));

    lab.cluster().stop("lab");

    assertThat(lab.docker.calls).contains("stop lab-control-plane");
  }

  @Test
  void a_paused_node_is_woken_to_be_stopped() {
    lab.docker.state("lab-control-plane", State.PAUSED);

    lab.cluster().stop("lab");

    assertThat(lab.docker.calls)
        .containsSubsequence("unpause lab-control-plane", "stop lab-control-plane");
  }

  @Test
  void delete_leaves_nothing_of_the_last_cluster() {
    lab.cluster().delete("lab", Progress.NONE);

    assertThat(lab.docker.containers).isEmpty();
    assertThat(lab.docker.calls)
        .contains("remove volume devloop-registry", "remove network devloop");
    assertThat(folder.resolve("clusters/lab.json")).doesNotExist();
    assertThat(folder.resolve(".kube/config")).content().doesNotContain("kind-lab");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.NONE);
  }

  @Test
  void delete_keeps_registry_and_network_of_another_cluster_even_when_that_is_stopped() {
    another(State.STOPPED);

    lab.cluster().delete("lab", Progress.NONE);

    assertThat(lab.docker.containers).containsOnlyKeys("devloop-registry", "other-control-plane");
    assertThat(lab.docker.calls).noneMatch(call -> call.startsWith("remove network"));
  }

  @Test
  void delete_refuses_a_cluster_of_somebody_else() {
    lab.docker.add("foreign-control-plane", State.RUNNING, Map.of(), "kind");

    assertThatThrownBy(() -> lab.cluster().delete("foreign", Progress.NONE))
        .hasMessageContaining("was not made by devloop");
    assertThat(lab.docker.containers).containsKey("foreign-control-plane");
  }

  @Test
  void stop_and_delete_of_no_cluster_do_nothing() {
    lab.cluster().stop("nowhere");
    lab.cluster().delete("nowhere", Progress.NONE);

    assertThat(lab.docker.calls).containsExactly("end kind of nowhere.kind-kubeconfig");
  }
}
