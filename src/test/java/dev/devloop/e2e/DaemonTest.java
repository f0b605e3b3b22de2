package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The daemon may end at any moment: the next command finds the truth in the cluster.
final class DaemonTest {

  private static final String TOKEN = "X-Devloop-Token";
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void killedAmidUpTheNextUpEndsWell(Projects projects) {
    var project = projects.open("keys");
    try (var up = project.cli().start("up", "--detach")) {
      Project.until(SOON, () -> daemonHasStartedSomething(project));
      project.killDaemon();
      assertThat(up.end(SOON).exit()).as("exit code of the up whose daemon died").isEqualTo(3);
    }
    project.up();
    assertThat(project.status().phase("web")).isEqualTo("ready");
    assertThat(project.body("web", "/")).contains("hello from home");
  }

  private static boolean daemonHasStartedSomething(Project project) {
    var status = project.status();
    return status.hasDaemon()
        && status.services().stream()
            .anyMatch(name -> !status.phase(name).matches("pending|disabled|stopped"));
  }

  @Test
  void killedWhileAllRunsNothingIsLost(Projects projects) {
    var project = projects.open("web");
    project.up();
    var pods = project.status().pods("web");

    project.killDaemon();

    assertThat(project.body("web", "/")).contains("hello");
    var status = project.status();
    assertThat(status.hasDaemon()).isFalse();
    assertThat(status.phase("web")).isEqualTo("ready");
    assertThat(project.devloop("logs", "web").mustEndWith(0).out()).contains("serving hello");
    project.up();
    assertThat(project.status().hasDaemon()).isTrue();
    assertThat(project.status().pods("web")).isEqualTo(pods);
    project.killDaemon();
    project.devloop("restart", "web", "--pod").mustEndWith(0);
    Project.within(
        SOON,
        () -> {
          assertThat(project.status().phase("web")).isEqualTo("ready");
          assertThat(project.status().pods("web")).doesNotContainAnyElementsOf(pods);
        });
  }

  @Test
  void controlCLeavesTheDaemonRunningAndSaysSo(Projects projects) {
    var project = projects.open("gates");
    try (var up = project.cli().start("up", "--detach")) {
      Project.until(SOON, () -> daemonHasStartedSomething(project));
      up.signal("INT");
      up.end(SOON).mustEndWith(130).mustSay("daemon");
    }
    assertThat(project.status().hasDaemon()).isTrue();
  }

  @Test
  void onATerminalUpIsALiveViewThatControlCLeaves(Projects projects) {
    var project = projects.open("web");
    try (var up = project.cli().with("TERM", "xterm").startOnTerminal("up")) {
      // rows that are redrawn in place
      Project.until(SOON, () -> up.output().contains("\u001b[?2026h"));
      Project.within(SOON, () -> assertThat(up.output()).contains(project.status().url("web")));
      assertThat(up.running()).isTrue();
      up.type("\u0003");
      up.end(SOON).mustEndWith(130).mustSay("devloop status");
    }
    assertThat(project.status().hasDaemon()).isTrue();
    assertThat(project.status().phase("web")).isEqualTo("ready");
  }

  @Test
  void twoUpsAtOnceDoNotRace(Projects projects) {
    var project = projects.open("web");
    try (var one = project.cli().start("up", "--detach");
        var two = project.cli().start("up", "--detach")) {
      one.end(Devloop.DEADLINE).mustEndWith(0);
      two.end(Devloop.DEADLINE).mustEndWith(0);
    }
    assertThat(project.status().pods("web")).hasSize(1);
    assertThat(project.kubectl().names("replicasets")).hasSize(1);
  }

  @Test
  void aDaemonOfAnotherVersionIsReplacedAndTheClusterLeftAlone(Projects projects) {
    var project = projects.open("web");
    project.up();
    var before = project.status();
    DaemonFiles.pretendVersion(project, "0.0.1");

    project.up();

    var after = project.status();
    assertThat(after.daemonPid()).isNotEqualTo(before.daemonPid());
    Project.until(SOON, () -> ProcessHandle.of(before.daemonPid()).isEmpty());
    assertThat(after.pods("web")).isEqualTo(before.pods("web"));
  }

  @Test
  void onlySomebodyWhoHasTheTokenGetsAnAnswer(Projects projects) {
    var project = projects.open("web");
    project.up();
    var port = project.status().daemonPort();
    var url = "http://127.0.0.1:" + port + "/api/v1/state";
    assertThat(Http.get(url).statusCode()).isIn(401, 403);
    assertThat(Http.get(url, TOKEN, "wrong").statusCode()).isIn(401, 403);
    var token = DaemonFiles.token(project);
    assertThat(Http.get(url, TOKEN, token).statusCode()).isEqualTo(200);
    assertThat(Http.get(url, TOKEN, token, "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(
            Http.get("http://rebound.localhost:" + port + "/api/v1/state", TOKEN, token)
                .statusCode())
        .as("a foreign Host")
        .isEqualTo(403);
    assertThat(DaemonFiles.listensOnLoopbackOnly(port)).isTrue();
  }
}
