package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The commands that one uses on a project that runs.
final class CommandsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static Project project;

  @BeforeAll
  static void aProjectThatRuns(Projects projects) {
    project = projects.open("web");
    project.append(
        Project.CONFIG,
        """
          talker:
            image: busybox:1
            command:
              - sh
              - -c
              - |
                trap 'exit 0' TERM
                for i in 1 2 3 4 5 6 7 8 9; do echo "line $i"; done
                touch /tmp/say /tmp/said
                tail -n 0 -F /tmp/say &
                wait
            ready: {exec: [test, -e, /tmp/said]}
        """);
    project.up();
  }

  @Test
  @Covers(commands = {"status", "status --json"})
  void statusTellsAllOfTheContract() {
    var json = project.status().json();
    assertThat(json.path("schema").asInt()).isEqualTo(1);
    assertThat(json.path("project").asText()).isEqualTo(project.name());
    assertThat(json.at("/daemon/pid").asLong()).isPositive();
    assertThat(json.at("/daemon/version").asText()).isNotEmpty();
    assertThat(json.at("/cluster/name").asText()).isEqualTo(Sandbox.CLUSTER);
    assertThat(json.at("/cluster/phase").asText()).isEqualTo("running");
    assertThat(json.at("/cluster/kubernetes").asText()).startsWith("1.36");
    var web = project.status().service("web");
    for (var key : List.of("name", "phase", "ready", "url", "reason", "problem", "image", "pods")) {
      assertThat(web.has(key)).as(key).isTrue();
    }
    assertThat(web.path("ready").asBoolean()).isTrue();
    assertThat(web.path("image").asText()).isEqualTo("busybox:1");
    for (var key : List.of("name", "phase", "restarts", "node")) {
      assertThat(web.at("/pods/0").has(key)).as(key).isTrue();
    }
    project.devloop("status").mustEndWith(0).mustSay("web", "talker", "ready");
  }

  @Test
  @Covers(commands = {"logs", "logs --tail"})
  void logsShowTheLastLinesOfOneOrAllServices() {
    var all = project.devloop("logs").mustEndWith(0).out();
    assertThat(all).contains("line 1", "line 9", "serving hello");
    var tail = project.devloop("logs", "talker", "--tail", "2").mustEndWith(0).out();
    var lines = project.devloop("logs", "talker").mustEndWith(0).out().lines().toList();
    assertThat(tail.lines()).isEqualTo(lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  @Covers(commands = {"logs -f", "logs --follow", "logs --since"})
  void logsFollowAndCanBeginAtATime() {
    try (var logs = project.cli().start("logs", "talker", "-f", "--tail", "1")) {
      Project.until(SOON, () -> logs.output().contains("line 9"));
      say("the newest");
      Project.until(SOON, () -> logs.output().contains("the newest"));
      assertThat(logs.output()).doesNotContain("line 8");
      logs.signal("INT");
      logs.end(SOON).mustEndWith(130);
    }
    assertThat(project.devloop("logs", "talker", "--since", "10m").mustEndWith(0).out())
        .contains("line 1");
    // the lines above are older than the shortest time that can be asked for
    Project.until(
        SOON,
        () ->
            !project
                .devloop("logs", "talker", "--since", "1s")
                .mustEndWith(0)
                .out()
                .contains("line"));
  }

  private static void say(String text) {
    project
        .devloop("exec", "talker", "--", "sh", "-c", "echo " + text + " >> /tmp/say")
        .mustEndWith(0);
  }

  @Test
  @Covers(commands = "exec")
  void execPassesInputOutputAndExitCode() {
    assertThat(
            project
                .devloop("exec", "web", "--", "echo", "--flag", "two  blanks")
                .mustEndWith(0)
                .out())
        .isEqualTo("--flag two  blanks\n");
    var cat = project.cli().runWithInput("from outside\n", "exec", "web", "--", "cat");
    assertThat(cat.mustEndWith(0).out()).isEqualTo("from outside\n");
    var fail = project.devloop("exec", "web", "--", "sh", "-c", "echo bad >&2; exit 42");
    assertThat(fail.mustEndWith(42).err()).contains("bad");
  }

  @Test
  void anUnknownServiceIsNamedWithTheNearestOne() {
    for (var command : List.of("logs", "restart", "rebuild")) {
      project.devloop(command, "wep").mustEndWith(2).mustSay("wep", "web");
    }
    project.devloop("exec", "wep", "--", "true").mustEndWith(2).mustSay("wep", "web");
  }

  @Test
  void restartWithPodReplacesThePodsOfOneService() {
    var before = project.status();
    project.devloop("restart", "web", "--pod").mustEndWith(0);
    Project.within(
        SOON,
        () -> {
          assertThat(project.status().phase("web")).isEqualTo("ready");
          assertThat(project.status().pods("web")).doesNotContainAnyElementsOf(before.pods("web"));
        });
    assertThat(project.status().pods("talker")).isEqualTo(before.pods("talker"));
  }

  @Test
  @Covers(commands = "doctor")
  void doctorLooksAtAllThatMayBeWrong() {
    var doctor = project.devloop("doctor");
    assertThat(doctor.exit()).isIn(0, 3);
    for (var subject :
        List.of(
            "engine",
            "disk of devloop",
            "capabilit",
            "cgroup",
            "inotify",
            "port",
            "disk",
            "registr",
            "localhost",
            "version")) {
      assertThat(doctor.all()).containsIgnoringCase(subject);
    }
  }

  @Test
  @Covers(commands = "engine")
  void theEngineIsNamedAndLeftAsItIs() {
    var engine = project.devloop("engine", "status").mustEndWith(0).out();
    assertThat(engine).contains("://");
    project.devloop("engine", "start", "--yes").mustEndWith(0);
    assertThat(project.devloop("engine", "status").mustEndWith(0).out()).isEqualTo(engine);
  }

  @Test
  @Covers(commands = {"--version", "version", "--help"})
  void versionAndHelpAreThere() {
    assertThat(project.devloop("--version").mustEndWith(0).out()).contains("0.1.0");
    assertThat(project.devloop("version").mustEndWith(0).out()).contains("0.1.0");
    assertThat(project.devloop("--help").mustEndWith(0).out()).contains("up", "down", "status");
    assertThat(project.devloop("logs", "--help").mustEndWith(0).out()).contains("--since");
  }
}
