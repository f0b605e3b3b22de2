package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Clusters of their own, to be lost and to be in the way of others.
final class ClusterLifeTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aClusterDeletedUnderARunningDaemonIsNoticedAndMadeAgain(Projects projects)
      throws IOException {
    var project = projects.openAlone("alone");
    var docker = project.sandbox().docker();
    var node = Docker.node(project.cluster());
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      project.edit(
          Project.CONFIG,
          "ports: " + Sandbox.PORTS,
          "ingress: none, ports: {http: " + port + ", https: 18445}");

      var up = project.up();

      // taken: the next free one of 8080, 8081, ...
      up.mustSay(Integer.toString(port), "80");
      assertThat(docker.out("port", Docker.proxy(project.cluster())))
          .contains(":80")
          .doesNotContain(":" + port);
    }
    assertThat(project.kubectl().in("kube-system").names("daemonsets,deployments"))
        .noneMatch(name -> name.contains("traefik"));

    docker.out("rm", "-f", "-v", node);

    Project.within(SOON, () -> assertThat(project.status().clusterPhase()).isIn("none", "failed"));
    project.up();
    assertThat(project.status().phase("web")).isEqualTo("ready");
    assertThat(project.kubectl().names("pods")).hasSize(1);
  }

  @Test
  void aContextOfThatNameMadeBySomebodyElseIsAnErrorBeforeAnythingStarts(Projects projects) {
    var project = projects.openUnstarted("alone");
    project.edit(Project.CONFIG, Sandbox.CLUSTER, "devloop-e2e-theirs");
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
    project.write("theirs.kubeconfig", theirs);
    var cli =
        project.cli().with("KUBECONFIG", project.folder().resolve("theirs.kubeconfig").toString());

    cli.run("up", "--detach").mustEndWith(3).mustSay("kind-devloop-e2e-theirs");
    cli.run("down", "--delete");

    assertThat(project.read("theirs.kubeconfig")).isEqualTo(theirs);
    assertThat(project.sandbox().docker().state(Docker.node("devloop-e2e-theirs"))).isEmpty();
  }
}
