package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What `down` takes and what it keeps, in a cluster that others use too.
final class DownTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void downKeepsTheVolumeAndIsIdempotent(Projects projects) {
    var project = projects.open("data");
    project.up();
    var daemon = project.status().daemonPid();
    project
        .devloop("exec", "store", "--", "sh", "-c", "echo kept > /data/index.html")
        .mustEndWith(0);

    project.devloop("down").mustEndWith(0);

    var kubectl = project.kubectl();
    assertThat(kubectl.names("deployments,services,ingresses,pods")).isEmpty();
    assertThat(kubectl.names("pvc")).hasSize(1);
    Project.until(SOON, () -> ProcessHandle.of(daemon).isEmpty());
    assertThat(project.status().phase("store")).isEqualTo("stopped");
    project.devloop("down").mustEndWith(0);

    project.up();
    assertThat(project.body("store", "/")).contains("kept");
  }

  @Test
  void downWorksWithoutADaemonAndDeleteTakesNamespaceVolumesAndImages(Projects projects) {
    var project = projects.open("build");
    project.up();
    var docker = project.sandbox().docker();
    var images = "localhost:*/" + project.name() + "/page";
    assertThat(docker.lines("images", "-q", images)).isNotEmpty();
    project.killDaemon();

    project.devloop("down").mustEndWith(0);
    assertThat(project.kubectl().names("deployments,pods")).isEmpty();
    assertThat(docker.lines("images", "-q", images)).as("down keeps the images").isNotEmpty();

    project.devloop("down", "--delete").mustEndWith(0);
    assertThat(project.kubectl().exists("namespace/" + project.name())).isFalse();
    assertThat(docker.lines("images", "-q", images)).isEmpty();
    project.devloop("down", "--delete").mustEndWith(0);
  }
}
