package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What an edited configuration changes, and what it leaves alone.
final class ChangesTest {

  @Test
  void anEditOfTheEnvFileRollsJustThePodsThatUseIt(Projects projects) {
    var project = projects.open("keys");
    project.up();
    var before = project.status();

    project.edit(".env", "secret-of-the-file", "another");
    project.up();

    project.mustShow("web", "/", "another");
    // the old ones may take their time to end
    Project.within(
        Devloop.DEADLINE,
        () ->
            assertThat(project.status().pods("web"))
                .doesNotContainAnyElementsOf(before.pods("web")));
    var after = project.status();
    for (var other : after.services().stream().filter(name -> !name.equals("web")).toList()) {
      assertThat(after.pods(other)).as(other).isEqualTo(before.pods(other));
    }
  }

  @Test
  void anEditOfAnEnvValueRollsTheServiceAndARemovedServiceIsRemoved(Projects projects) {
    var project = projects.open("web");
    // each of them is one more that a request may meet on its way out
    project.edit(Project.CONFIG, "env: {GREETING", "replicas: 4\n    env: {GREETING");
    project.append(
        Project.CONFIG,
        """
          other:
            image: busybox:1
            command: [sh, -c, "trap 'exit 0' TERM; sleep 1000000 & wait"]
            port: 8080
            host: other
        """);
    project.up();
    var other = project.status().pods("other");

    assertThat(project.body("web", "/")).contains("hello");
    try (var visitor = Visitor.of(project.status().url("web"))) {
      project.edit(Project.CONFIG, "\"hello\"", "\"good evening\"");
      project.up();
      project.mustShow("web", "/", "good evening");
      visitor.mustHaveBeenServed();
    }
    assertThat(project.status().pods("other")).isEqualTo(other);

    var text = project.read(Project.CONFIG);
    project.write(Project.CONFIG, text.substring(0, text.indexOf("  other:")));
    project.up();
    assertThat(project.status().services()).containsExactly("web");
    Project.within(
        Devloop.DEADLINE,
        () ->
            assertThat(project.kubectl().names("deployments,services,ingresses"))
                .noneMatch(name -> name.contains("other")));
  }

  @Test
  void anotherProjectNameInTheSameFolderIsAnErrorWithTheCommandToRun(Projects projects) {
    var project = projects.open("web");
    project.up();
    project.edit(Project.CONFIG, "project: " + project.name(), "project: renamed");
    var up = project.devloop("up", "--detach");
    project.edit(Project.CONFIG, "project: renamed", "project: " + project.name());
    up.mustEndWith(2).mustSay(project.name(), "renamed", "devloop down");
    assertThat(project.status().phase("web")).isEqualTo("ready");
  }
}
