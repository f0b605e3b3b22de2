package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A cluster of its own, to be half made, to be lost and to be in the way of others.
@TestMethodOrder(OrderAnnotation.class)
final class ClusterLifeTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static ServerSocket taken;
  private static Project project;
  private static Docker docker;
  private static String node;

  @BeforeAll
  static void aProjectThatWantsAPortThatIsTaken(Projects projects) throws IOException {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    project = projects.openAlone("alone");
    project.edit(
        Project.CONFIG,
        "ports: " + Sandbox.PORTS,
        "ingress: none, ports: {http: " + taken.getLocalPort() + ", https: 28445}");
    docker = project.sandbox().docker();
    node = Docker.node(project.cluster());
  }

  @AfterAll
  static void freeThePort() throws IOException {
    taken.close();
  }

  @Test
  @Order(1)
  void aClusterWhoseMakerWasKilledIsFinishedByTheNextUp() {
    try (var up = project.cli().start("up", "--detach")) {
      Project.until(Devloop.DEADLINE, () -> docker.state(node).equals("running"));
      project.killDaemon();
      up.end(SOON).mustEndWith(3);
    }

    var up = project.up();

    up.mustSay(Integer.toString(taken.getLocalPort()), "80");
    assertThat(project.status().phase("web")).isEqualTo("ready");
    assertThat(docker.out("port", Docker.proxy(project.cluster())))
        .contains(":80")
        .doesNotContain(":" + taken.getLocalPort());
  }

  @Test
  @Order(2)
  void withoutAnIngressNoneIsSetUp() {
    assertThat(project.kubectl().in("kube-system").names("daemonsets,deployments"))
        .isNotEmpty()
        .noneMatch(name -> name.contains("traefik"));
  }

  @Test
  @Order(3)
  @Covers(keys = "cluster.ingress")
  void anIngressControllerOfTheManifestsAnswersBehindTheSameProxy() {
    var plain = project.read(Project.CONFIG);
    project.append(Project.CONFIG, "    host: web\nmanifests: ingress/\n");
    project.up();

    assertThat(project.kubectl().get("ingress/web").at("/spec/ingressClassName").asText())
        .isEqualTo("own");
    var url = project.status().url("web") + "/etc/hostname";
    Project.within(SOON, () -> assertThat(Http.get(url).body()).startsWith("web-"));
    assertThat(project.kubectl().exists("namespace/devloop-ingress")).isFalse();
    assertThat(project.kubectl().exists("ingressclass/traefik")).isFalse();
    assertThat(project.kubectl().exists("clusterrole/devloop-traefik")).isFalse();
    project.write(Project.CONFIG, plain);
  }

  @Test
  @Order(4)
  void aClusterDeletedUnderARunningDaemonIsNoticedAndMadeAgain() {
    docker.out("rm", "-f", "-v", node);

    Project.within(SOON, () -> assertThat(project.status().clusterPhase()).isIn("none", "failed"));
    project.up();
    assertThat(project.status().phase("web")).isEqualTo("ready");
    assertThat(project.kubectl().names("pods")).hasSize(1);
  }

  @Test
  @Order(5)
  void aContextOfThatNameMadeBySomebodyElseIsAnErrorBeforeAnythingStarts(Projects projects) {
    var other = projects.openUnstarted("alone");
    other.edit(Project.CONFIG, Sandbox.CLUSTER, "devloop-e2e-theirs");
    var theirs =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: kind-devloop-e2e-theirs, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: kind-devloop-e2e-theirs, user: {token: nothing}}]
        contexts:
          - name: kind-devloop-e2e-theirs
            context: {cluster: kind-devloop-e2e-theirs, user: kind-devloop-e2e-theirs}
        """;
    other.write("theirs.kubeconfig", theirs);
    var cli =
        other.cli().with("KUBECONFIG", other.folder().resolve("theirs.kubeconfig").toString());

    cli.run("up", "--detach").mustEndWith(3).mustSay("kind-devloop-e2e-theirs");
    cli.run("down", "--delete");

    assertThat(other.read("theirs.kubeconfig")).isEqualTo(theirs);
    assertThat(docker.state(Docker.node("devloop-e2e-theirs"))).isEmpty();
  }
}
