package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One service works, the other one does not: `up` says which one, why, and what it said last.
final class BrokenServiceTest {

  /// @param name of the service
  /// @param yaml its entry
  /// @param says what `up` has to print
  record Broken(String name, String yaml, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Project project;
  private static String config;
  private static List<String> goodPods;

  @BeforeAll
  static void aProjectThatWorks(Projects projects) {
    project = projects.open("broken");
    config = project.read(Project.CONFIG);
    project.up();
    goodPods = project.status().pods("good");
  }

  static Stream<Broken> kinds() {
    return Stream.of(
        new Broken(
            "bad-command",
            "{image: 'busybox:1', command: [no-such-program, --flag]}",
            List.of("no-such-program")),
        new Broken(
            "no-image",
            "{image: 'registry.invalid/nobody/nothing:1', port: 80}",
            List.of("registry.invalid/nobody/nothing:1")),
        new Broken(
            "failing-probe",
            """
            {image: 'busybox:1', port: 8080, ready: {http: /absent, timeout: 5s},
                 command: [sh, -c, "trap 'exit 0' TERM; mkdir /www; echo probed in vain; httpd -f -p 8080 -h /www & wait"]}\
            """,
            List.of("/absent", "404", "probed in vain")),
        new Broken(
            "crash-loop",
            "{image: 'busybox:1', command: [sh, -c, 'echo about to fall; exit 7']}",
            List.of("about to fall", "7")),
        new Broken(
            "failing-job",
            "{image: 'busybox:1', job: true, command: [sh, -c, 'echo table is missing; exit 3']}",
            List.of("table is missing", "3")),
        new Broken("failing-build", "{build: {context: failing}}", List.of("cannot compile this")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @Covers(keys = {"services.*.ready.timeout", "services.*.job"})
  void upNamesServiceAndCauseOf(Broken broken) {
    if (broken.name().equals("failing-build")) {
      project.write(
          "failing/Dockerfile", "FROM busybox:1\nRUN echo cannot compile this && exit 9\n");
    }
    project.append(Project.CONFIG, "  " + broken.name() + ": " + broken.yaml() + "\n");

    var up = project.devloop("up", "--detach", "--timeout", "2m").mustEndWith(1);

    up.mustSay(broken.name());
    up.mustSay(broken.says().toArray(String[]::new));
    var status = project.status();
    assertThat(status.phase(broken.name())).isEqualTo("failed");
    assertThat(status.service(broken.name()).path("problem").path("id").asText()).isNotEmpty();
    assertThat(status.service(broken.name()).path("problem").path("fix").asText()).isNotEmpty();
    assertThat(status.hasDaemon()).as("a failed up leaves the daemon running").isTrue();
    assertThat(status.phase("good")).isEqualTo("ready");
    assertThat(status.pods("good")).isEqualTo(goodPods);
    assertThat(project.body("good", "/")).contains("good");
  }

  @AfterEach
  void withoutTheBrokenService() {
    project.write(Project.CONFIG, config);
    project.up();
  }

  @Test
  void aRepairedServiceIsStartedByTheNextUp() {
    project.append(
        Project.CONFIG, "  mended: {image: 'busybox:1', command: [sh, -c, 'echo oh; exit 1']}\n");
    project.devloop("up", "--detach").mustEndWith(1);
    project.edit(Project.CONFIG, "echo oh; exit 1", "sleep 100000");
    project.up();
    assertThat(project.status().phase("mended")).isEqualTo("ready");
  }

  @Test
  @Covers(commands = "up --timeout")
  void upEndsWith4WhenTheTimeIsOver() {
    project.append(
        Project.CONFIG,
        "  slow: {image: 'busybox:1', command: [sleep, '100000'], ready: {exec: ['false']}}\n");
    var up = project.devloop("up", "--detach", "--timeout", "3s").mustEndWith(4);
    up.mustSay("slow");
    assertThat(project.status().phase("slow")).isEqualTo("starting");
  }
}
