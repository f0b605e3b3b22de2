package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Projects that share a cluster do not harm each other, nor what is somebody else's.
final class SeveralProjectsTest {

  @Test
  @Covers(commands = "ls")
  void twoProjectsLiveInOneClusterAndOneMayLeave(Projects projects) {
    var one = projects.open("web");
    var two = projects.open("data");
    one.up();
    two.up();
    assertThat(one.body("web", "/")).contains("hello");
    var list = one.cli().in(one.sandbox().root()).run("ls").mustEndWith(0);
    list.mustSay(one.name(), two.name(), Sandbox.CLUSTER, one.folder().toString());

    one.devloop("down").mustEndWith(0);

    var docker = one.sandbox().docker();
    assertThat(docker.state(Docker.node(Sandbox.CLUSTER))).isEqualTo("running");
    assertThat(one.kubectl().names("pods,deployments")).isEmpty();
    assertThat(two.status().phase("store")).isEqualTo("ready");
    one.devloop("down", "--delete").mustEndWith(0).mustSay(two.name());
    assertThat(docker.state(Docker.node(Sandbox.CLUSTER))).isEqualTo("running");
    assertThat(two.status().phase("store")).isEqualTo("ready");
  }

  @Test
  @Covers(
      keys = {
        "cluster",
        "cluster.name",
        "cluster.kubernetes",
        "cluster.ingress",
        "cluster.ports",
        "cluster.ports.http",
        "cluster.ports.https"
      })
  void whoWantsOtherSettingsForTheClusterIsToldTheDifference(Projects projects) {
    projects.sandbox().ensureSharedCluster();
    differs(projects, "ports: {http: 28081, https: 28443}", "28080", "28081");
    differs(projects, "ports: {http: 28080, https: 28444}", "28443", "28444");
    differs(projects, "ports: " + Sandbox.PORTS + ", ingress: none", "traefik", "none");
    var project = projects.openUnstarted("web");
    project.edit(Project.CONFIG, "ports: ", "kubernetes: '1.30', ports: ");
    project.devloop("validate").mustEndWith(2).mustSay("1.30", "1.36");
  }

  private static void differs(Projects projects, String settings, String there, String wanted) {
    var project = projects.openUnstarted("web");
    project.edit(Project.CONFIG, "ports: " + Sandbox.PORTS, settings);
    project.devloop("up", "--detach").mustEndWith(3).mustSay(there, wanted);
    assertThat(project.kubectl().exists("namespace/" + project.name())).isFalse();
    project.devloop("down").mustEndWith(0);
  }

  @Test
  void theSameProjectNameFromAnotherFolderIsRefused(Projects projects) {
    var one = projects.open("web");
    one.up();
    var other = projects.openUnstarted("data");
    other.edit(Project.CONFIG, "project: " + other.name(), "project: " + one.name());
    var up = other.devloop("up", "--detach").mustEndWith(2);
    up.mustSay("project-in-use-elsewhere", one.name(), one.folder().toString());
    assertThat(one.status().phase("web")).isEqualTo("ready");
    assertThat(one.kubectl().exists("deployment/store")).isFalse();

    other.devloop("down").mustEndWith(0).mustSay(one.name(), one.folder().toString());
    other.devloop("down", "--delete").mustEndWith(0);
    assertThat(one.status().phase("web")).isEqualTo("ready");
    assertThat(other.sandbox().runningDaemons()).noneMatch(other::isMeantBy);
  }

  @Test
  void aNamespaceOfSomebodyElseIsAnErrorAndLeftAlone(Projects projects) {
    var project = projects.openUnstarted("web");
    projects.sandbox().ensureSharedCluster();
    var kubectl = project.kubectl();
    kubectl.run("create", "namespace", project.name()).mustEndWith(0);
    kubectl.run("create", "configmap", "theirs").mustEndWith(0);
    try {
      var up = project.devloop("up", "--detach").mustEndWith(2);
      up.mustSay("namespace-not-ours", project.name());
      assertThat(kubectl.exists("deployment/web")).isFalse();
      project.devloop("down", "--delete").mustEndWith(0).mustSay(project.name());
      assertThat(kubectl.exists("configmap/theirs")).isTrue();
      assertThat(projects.sandbox().runningDaemons()).noneMatch(project::isMeantBy);
    } finally {
      kubectl.run("delete", "namespace", project.name(), "--wait=false");
    }
  }
}
