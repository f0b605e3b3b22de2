package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The last test: it takes down what the others have used.
@Order(Integer.MAX_VALUE)
final class LeavesNothingBehindTest {

  @Test
  void theLastProjectTakesClusterAndProxyWithIt(Projects projects) {
    var sandbox = projects.sandbox();
    sandbox.ensureSharedCluster();

    assertThat(sandbox.removeAll()).as("projects that could not be taken down").isEmpty();

    var docker = sandbox.docker();
    assertThat(docker.state(Docker.node(Sandbox.CLUSTER))).isEmpty();
    assertThat(docker.state(Docker.proxy(Sandbox.CLUSTER))).isEmpty();
    assertThat(docker.lines("ps", "-a", "--format", "{{.Names}}", "--filter", "name=devloop-e2e"))
        .isEmpty();
    assertThat(sandbox.kubeconfig())
        .contains(Sandbox.FOREIGN_CONTEXT)
        .doesNotContain("kind-" + Sandbox.CLUSTER);
    assertThat(sandbox.runningDaemons()).as("daemons that were left").isEmpty();
  }
}
