package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import dev.devloop.engine.EngineContainer.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsureTest {

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
  }

  private void ensure() {
    var _ = lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, lab);
  }

  private static Problem problemOf(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .asInstanceOf(type(DevloopException.class))
        .actual()
        .problems()
        .getFirst();
  }

  @Test
  void a_cluster_from_nothing_is_reached_by_its_context_ports_and_registry() {
    var access = lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, lab);

    assertThat(access.context()).isEqualTo("kind-lab");
    assertThat(access.kubernetes()).isEqualTo("1.36.3");
    assertThat(access.httpPort()).isEqualTo(80);
    assertThat(access.httpsPort()).isEqualTo(443);
    assertThat(access.registry()).isEqualTo("localhost:5001");
    assertThat(access.kubeconfig()).content().contains("https://127.0.0.1:41234");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.RUNNING);
  }

  @Test
  void the_image_of_the_ingress_is_in_the_registry_before_the_ingress_is_applied() {
    ensure();

    assertThat(lab.images)
        .contains(
            "obtain kindest/node:v1.36.4",
            "obtain registry:2",
            "obtain haproxy:3.0",
            "obtain traefik:v3.6",
            "push localhost:5001/library/traefik:v3.6");
    assertThat(lab.docker.calls).contains("kubectl apply");
  }

  @Test
  void dns_has_one_server_that_is_asked_every_second() {
    ensure();

    assertThat(lab.docker.written)
        .anySatisfy(text ->
            assertThat(text)
                .containsSubsequence("name: coredns", "replicas: 1", "periodSeconds: 1"));
  }

  @Test
  void a_new_node_that_takes_no_pods_is_an_error() {
    lab.docker.answers.put("condition=Ready", FakeDocker.failure("timed out"));

    var problem = problemOf(this::ensure);

    assertThat(problem.id()).isEqualTo("cluster-timeout");
    assertThat(problem.what()).contains("does not get ready");
  }

  @Test
  void the_titles_of_the_steps_can_be_read_aloud() {
    ensure();

    assertThat(lab.said)
        .containsSubsequence(
            "Check whose cluster it is",
            "Node image",
            "Create the node",
            "Wait for the API server",
            "Ingress",
            "Cluster is ready");
  }

  @Test
  void a_second_time_changes_nothing() {
    lab.ready();

    ensure();

    assertThat(lab.docker.calls).isEmpty();
    assertThat(lab.images).isEmpty();
  }

  @Test
  void without_an_ingress_only_the_registry_is_announced() {
    var wanted = new ClusterConfig("lab", "1.36", Ingress.NONE, 80, 443);

    lab.cluster().ensure(wanted, "shop", _ -> {}, lab);

    assertThat(lab.images).noneMatch(line -> line.contains("traefik"));
    assertThat(lab.docker.files("lab-control-plane").get("/kind/devloop-objects.yaml"))
        .contains("local-registry-hosting")
        .doesNotContain("DaemonSet");
  }

  @Test
  void a_stopped_cluster_is_started_with_all_that_belongs_to_it() {
    lab.ready();
    lab.docker.containers.keySet().stream()
        .toList()
        .forEach(name -> lab.docker.state(name, State.STOPPED));

    ensure();

    assertThat(lab.docker.calls)
        .containsExactlyInAnyOrder(
            "start lab-control-plane", "start devloop-registry", "start devloop-proxy-lab");
  }

  @Test
  void a_paused_node_is_woken() {
    lab.ready();
    lab.docker.state("lab-control-plane", State.PAUSED);

    ensure();

    assertThat(lab.docker.calls).containsExactly("unpause lab-control-plane");
  }

  @Test
  void a_cluster_whose_creation_was_killed_is_made_anew() {
    lab.kindKilled = true;
    assertThatThrownBy(this::ensure).hasMessage("killed");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.FAILED);
    lab.kindKilled = false;
    lab.forget();

    ensure();

    assertThat(lab.docker.calls)
        .containsSubsequence(
            "end kind of lab.kind-kubeconfig", "remove lab-control-plane", "kind create lab");
    assertThat(lab.cluster().status("lab").phase()).isEqualTo(ClusterPhase.RUNNING);
  }

  @Test
  void a_cluster_that_was_killed_after_the_node_was_whole_is_finished() {
    lab.ready();
    lab.host().files().save(Lab.NAME, ClusterRecord.NONE.creating(true));
    lab.docker.containers.remove("devloop-proxy-lab");

    ensure();

    assertThat(lab.docker.calls)
        .contains("create devloop-proxy-lab")
        .doesNotContain("remove lab-control-plane");
    assertThat(lab.host().files().record(Lab.NAME).creating()).isFalse();
  }

  @Test
  void a_failed_creation_is_undone_and_shows_what_kind_and_the_node_said() {
    lab.kindExit = 1;

    var problem = problemOf(this::ensure);

    assertThat(problem.id()).isEqualTo("cluster-create-failed");
    assertThat(problem.evidence()).contains("kind says this", "log line of lab-control-plane");
    assertThat(lab.docker.containers).doesNotContainKey("lab-control-plane");
  }

  @Test
  void a_half_made_node_that_this_devloop_did_not_begin_is_left_alone() {
    lab.docker.add("lab-control-plane", State.RUNNING, Map.of(), Names.NETWORK);

    assertThat(problemOf(this::ensure).id()).isEqualTo("cluster-half-made");
    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void a_kind_cluster_of_somebody_else_is_an_error_before_anything_starts() {
    lab.docker.add("lab-worker", State.RUNNING, Map.of(Names.KIND_CLUSTER, "lab"), "kind");

    var problem = problemOf(this::ensure);

    assertThat(problem.id()).isEqualTo("cluster-not-ours");
    assertThat(problem.what()).contains("lab-worker");
    assertThat(lab.docker.calls).isEmpty();
    assertThat(lab.images).isEmpty();
  }

  @Test
  void a_context_of_somebody_else_is_an_error_before_anything_starts() throws Exception {
    var file = folder.resolve(".kube/config");
    Files.createDirectories(file.getParent());
    var foreign = "contexts:\n- name: kind-lab\n  context: {cluster: far-away, user: me}\n";
    Files.writeString(file, foreign);

    assertThat(problemOf(this::ensure).id()).isEqualTo("cluster-not-ours");
    assertThat(lab.docker.calls).isEmpty();
    assertThat(file).hasContent(foreign);
  }

  @Test
  void a_lost_state_folder_is_made_good_from_the_node() throws Exception {
    lab.ready();
    Files.delete(folder.resolve("clusters/lab.json"));
    Files.delete(folder.resolve("clusters/lab.kubeconfig"));

    ensure();

    assertThat(lab.docker.calls).isEmpty();
    assertThat(folder.resolve("clusters/lab.kubeconfig")).content().contains("127.0.0.1:41234");
  }

  @Test
  void other_settings_are_an_error_that_names_the_difference_and_the_project() {
    lab.ready();
    var wanted = new ClusterConfig("lab", "1.35", Ingress.NONE, 80, 443);

    var problem = problemOf(() -> lab.cluster().ensure(wanted, "blog", _ -> {}, lab));

    assertThat(problem.id()).isEqualTo("cluster-settings-differ");
    assertThat(problem.evidence())
        .containsExactly(
            "cluster.kubernetes: the cluster has 1.36, the project asks for 1.35",
            "cluster.ingress: the cluster has traefik, the project asks for none");
    assertThat(problem.meaning()).contains("project shop");
    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void other_ports_change_the_proxy_and_where_http_leads_to() {
    lab.ready();
    lab.docker.answers.put("get namespaces", FakeDocker.ok("{\"items\": []}"));
    var wanted = new ClusterConfig("lab", "1.36", Ingress.TRAEFIK, 81, 443);

    var access = lab.cluster().ensure(wanted, "shop", _ -> {}, lab);

    assertThat(access.httpPort()).isEqualTo(81);
    assertThat(lab.docker.calls)
        .containsExactly(
            "remove devloop-proxy-lab",
            "create devloop-proxy-lab",
            "write " + ProxyConfig.PATH,
            "start devloop-proxy-lab",
            "write /kind/devloop-objects.yaml",
            "kubectl apply");
    lab.hasObjects(new Manifests.Ports(81, 443));
    lab.forget();
    assertThat(lab.cluster().ensure(wanted, "shop", _ -> {}, lab).httpPort()).isEqualTo(81);
    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void another_ingress_is_made_anew_when_that_is_agreed_to_and_nothing_else() {
    lab.ready();
    lab.docker.answers.put("get namespaces", FakeDocker.ok("{\"items\": []}"));
    var wanted = new ClusterConfig("lab", "1.36", Ingress.NONE, 80, 443);
    var asked = new ArrayList<String>();

    assertThat(lab.cluster().recreate(wanted, "shop", parts -> !asked.addAll(parts), lab))
        .isFalse();
    assertThat(asked).singleElement().asString().contains("traefik is taken away", "volumes stay");
    assertThat(problemOf(() -> lab.cluster().ensure(wanted, "shop", _ -> {}, lab)).id())
        .isEqualTo("cluster-settings-differ");

    assertThat(lab.cluster().recreate(wanted, "shop", _ -> true, lab)).isTrue();
    var _ = lab.cluster().ensure(wanted, "shop", _ -> {}, lab);
    assertThat(lab.docker.calls)
        .contains("kubectl delete")
        .doesNotContain("remove lab-control-plane", "remove devloop-proxy-lab");
    assertThat(lab.cluster().recreate(wanted, "shop", _ -> false, lab)).isTrue();
  }

  @Test
  void the_ingress_of_a_cluster_that_others_work_in_is_not_made_anew() {
    lab.ready();
    lab.docker.answers.put(
        "get namespaces", FakeDocker.ok("{\"items\": [{\"metadata\": {\"name\": \"blog\"}}]}"));
    lab.docker.answers.put("get deployments", FakeDocker.ok("blog\n"));
    var wanted = new ClusterConfig("lab", "1.36", Ingress.NONE, 80, 443);

    assertThat(problemOf(() -> lab.cluster().recreate(wanted, "shop", _ -> true, lab)).id())
        .isEqualTo("cluster-settings-differ");
    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void another_version_of_kubernetes_means_another_node() {
    lab.ready();
    lab.docker.answers.put("get namespaces", FakeDocker.ok("{\"items\": []}"));
    var wanted = new ClusterConfig("lab", "1.35", Ingress.TRAEFIK, 80, 443);

    assertThat(
            lab.cluster()
                .recreate(wanted, "shop", parts -> parts.getFirst().contains("volumes too"), lab))
        .isTrue();
    assertThat(lab.docker.calls).contains("remove lab-control-plane");
  }

  @Test
  void ports_that_another_active_project_asked_for_stay_its_own() {
    lab.ready();
    lab.docker.answers.put(
        "get namespaces", FakeDocker.ok("{\"items\": [{\"metadata\": {\"name\": \"blog\"}}]}"));
    lab.docker.answers.put("get deployments", FakeDocker.ok("blog\n"));
    var wanted = new ClusterConfig("lab", "1.36", Ingress.TRAEFIK, 81, 443);

    var problem = problemOf(() -> lab.cluster().ensure(wanted, "shop", _ -> {}, lab));

    assertThat(problem.id()).isEqualTo("cluster-settings-differ");
    assertThat(problem.evidence())
        .containsExactly("cluster.ports.http: the cluster has 80, the project asks for 81");
    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void an_unknown_kubernetes_version_is_an_error_that_names_the_known_ones() {
    var wanted = new ClusterConfig("lab", "1.12", Ingress.TRAEFIK, 80, 443);

    var problem = problemOf(() -> lab.cluster().ensure(wanted, "shop", _ -> {}, lab));

    assertThat(problem.id()).isEqualTo("kubernetes-unknown");
    assertThat(problem.meaning()).contains("1.36");
  }

  @Test
  void a_taken_port_moves_to_the_next_free_one_and_says_so() {
    lab.takenPorts.add(80);
    lab.takenPorts.add(8080);

    var access = lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, lab);

    assertThat(access.httpPort()).isEqualTo(8081);
    assertThat(access.httpsPort()).isEqualTo(443);
    assertThat(lab.said).contains("Proxy: port 80 is in use: HTTP is on port 8081");
  }

  @Test
  void a_port_that_only_the_engine_finds_taken_moves_too() {
    lab.docker.refusedPorts.add(443);

    var access = lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, lab);

    assertThat(access.httpsPort()).isEqualTo(8443);
  }

  @Test
  void a_port_that_was_taken_while_the_cluster_was_stopped_moves_too() {
    lab.ready();
    lab.docker.state("devloop-proxy-lab", State.STOPPED);
    lab.docker.refusedPorts.add(80);

    assertThat(lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, lab).httpPort()).isEqualTo(8080);
  }

  @Test
  void a_container_of_the_registrys_name_that_is_not_devloops_stays_as_it_is() {
    lab.docker.add("devloop-registry", State.RUNNING, Map.of(), "bridge", 5001, 5000);

    assertThat(problemOf(this::ensure).id()).isEqualTo("name-in-use");
    assertThat(lab.docker.calls).doesNotContain("remove devloop-registry");
  }

  @Test
  void a_proxy_of_an_older_devloop_is_made_anew() {
    lab.ready();
    lab.docker.add(
        "devloop-proxy-lab", State.RUNNING, Names.role("proxy"), Names.NETWORK, 80, 8080);

    ensure();

    assertThat(lab.docker.calls)
        .containsSubsequence(
            "remove devloop-proxy-lab",
            "create devloop-proxy-lab",
            "write " + ProxyConfig.PATH,
            "start devloop-proxy-lab");
  }
}
