package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The user's own objects beside the generated ones.
@TestMethodOrder(OrderAnnotation.class)
final class ManifestsTest {

  private static Project project;
  private static Kubectl kubectl;

  @BeforeAll
  static void aProjectWithManifests(Projects projects) {
    project = projects.open("manifests");
    kubectl = project.kubectl();
    project.up();
  }

  @Test
  @Order(1)
  @Covers(keys = {"services.*.workload", "services.*.container"})
  void aWorkloadOfTheManifestsRunsTheBuiltImage() {
    var pod = kubectl.get("deployment/api2").at("/spec/template/spec");
    assertThat(pod.at("/containers/0/image").asText()).contains(project.name() + "/api2:");
    assertThat(pod.at("/containers/1/image").asText()).isEqualTo("busybox:1");
    assertThat(project.status().phase("api2")).isEqualTo("ready");
    var fetch = project.devloop("exec", "api2", "--", "wget", "-q", "-O", "-", "http://api2/");
    assertThat(fetch.mustEndWith(0).out()).contains("built here");
  }

  @Test
  @Order(2)
  void itsLogsAndRestartWorkAsForAGeneratedOne() {
    assertThat(project.devloop("logs", "api2").mustEndWith(0).out()).contains("api2 serves");
    var before = project.status().pods("api2");
    project.devloop("restart", "api2", "--pod").mustEndWith(0);
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(project.status().phase("api2")).isEqualTo("ready");
          assertThat(project.status().pods("api2")).doesNotContainAnyElementsOf(before);
        });
  }

  @Test
  @Order(3)
  @Covers(keys = "manifests")
  void filesFoldersKustomizationsAndCustomResourcesAreApplied() {
    assertThat(kubectl.names("configmaps"))
        .contains("configmap/settings", "configmap/more", "configmap/kustomized-base")
        .anyMatch(name -> name.startsWith("configmap/kustomized-generated-"));
    assertThat(kubectl.exists("lamps.e2e.devloop.dev/desk")).isTrue();
  }

  @Test
  @Order(4)
  void anEditIsApplied() {
    project.edit("k8s/settings.yaml", "green", "blue");
    project.up();
    assertThat(kubectl.get("configmap/settings").at("/data/colour").asText()).isEqualTo("blue");
  }

  @Test
  @Order(5)
  void whatLeavesTheManifestsIsPrunedButNothingOfTheWholeCluster() {
    kubectl.run("create", "configmap", "somebody-elses").mustEndWith(0);
    project.delete("k8s/settings.yaml");
    project.delete("k8s/10-lamp.yaml");
    project.delete("k8s/20-lamps.yaml");
    project.up();
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(kubectl.exists("configmap/settings")).isFalse();
          assertThat(kubectl.exists("lamps.e2e.devloop.dev/desk")).isFalse();
        });
    assertThat(kubectl.exists("crd/lamps.e2e.devloop.dev")).as("the definition").isTrue();
    assertThat(kubectl.exists("configmap/more")).isTrue();
    assertThat(kubectl.exists("configmap/somebody-elses")).isTrue();
  }

  @Test
  @Order(6)
  void aMistakeInAManifestIsNamedWithItsFile() {
    project.write(
        "k8s/wrong.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 'Not A Name'}\n");
    var up = project.devloop("up", "--detach");
    assertThat(up.exit()).isIn(List.of(1, 2));
    up.mustSay("wrong.yaml", "Not A Name");
    project.delete("k8s/wrong.yaml");
    project.up();
  }
}
