package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.devloop.core.DevloopException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.ready();
  }

  private void ensure() {
    var _ = lab.cluster().ensure(Lab.WANTED, "shop", _ -> {}, lab);
  }

  @Test
  void a_new_node_gets_the_agent_as_a_service_that_starts_before_the_kubelet() {
    assertThat(lab.docker.files("lab-control-plane"))
        .containsEntry("/usr/local/bin/devloop-agent.new", "the agent")
        .hasEntrySatisfying(
            "/etc/systemd/system/devloop-agent.service",
            unit ->
                assertThat(unit)
                    .contains("ExecStart=/usr/local/bin/devloop-agent serve\n")
                    .contains("Before=kubelet.service", "Restart=always"));
  }

  @Test
  void another_agent_takes_the_place_of_the_one_that_runs() {
    lab.agentProgram = "a newer agent";

    ensure();

    assertThat(lab.docker.calls)
        .containsExactly(
            "write /usr/local/bin/devloop-agent.new",
            "write /etc/systemd/system/devloop-agent.service",
            "write /etc/systemd/system/kubelet.service.d/20-devloop.conf",
            "systemctl daemon-reload",
            "systemctl enable devloop-agent.service",
            "systemctl restart devloop-agent.service",
            "write /kind/devloop-agent");
  }

  @Test
  void an_installation_that_was_cut_off_is_done_again() {
    lab.agentProgram = "a newer agent";
    lab.docker.answers.put("systemctl restart", FakeDocker.failure("Job for it failed"));
    assertThatThrownBy(this::ensure)
        .asInstanceOf(type(DevloopException.class))
        .satisfies(failure -> {
          var problem = failure.problems().getFirst();
          assertThat(problem.id()).isEqualTo("agent-failed");
          assertThat(problem.evidence()).contains("Job for it failed");
        });
    lab.docker.answers.remove("systemctl restart");
    lab.forget();

    ensure();

    assertThat(lab.docker.calls).contains("systemctl restart devloop-agent.service");
  }

  @Test
  void the_stream_of_a_project_is_a_command_in_the_node_of_this_engine() {
    var stream = lab.cluster().agentStream("lab", "shop");

    assertThat(stream.argv())
        .containsExactly(
            "docker",
            "exec",
            "-i",
            "lab-control-plane",
            "/usr/local/bin/devloop-agent",
            "attach",
            "shop");
    assertThat(stream.env()).isEqualTo(Map.of("DOCKER_HOST", "unix:///lab.sock"));
  }

  @Test
  void the_certificates_of_a_project_are_where_the_agent_looks() {
    lab.cluster().trust("lab", "shop", "PEM");

    assertThat(
            lab.docker.read("lab-control-plane", "/var/lib/devloop/trust/shop/ca-certificates.crt"))
        .contains("PEM");
  }
}
