package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Progress;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class GatewayTest {

  private static final String OBJECTS = "/kind/devloop-objects.yaml";
  private static final String API = "/apis/gateway.networking.k8s.io";

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.ready();
    lab.docker.answers.put(API, FakeDocker.failure("Error from server (NotFound): none"));
  }

  private String applied() {
    return lab.docker.files("lab-control-plane").getOrDefault(OBJECTS, "");
  }

  /// The ingress as it is after it was switched on.
  private void on() {
    var manifests = Manifests.of(Ingress.TRAEFIK, 5001, new Manifests.Ports(80, 443), true);
    lab.docker.answers.put(
        "daemonsets/traefik",
        FakeDocker.ok(
            """
            {"metadata": {"annotations": {"%s": "%s"}},
             "spec": {"template": {"spec": {"containers": [{"args": ["%s"]}]}}}}
            """
                .formatted(Manifests.ANNOTATION, manifests.inputs(), Gateway.SWITCH)));
    lab.docker.answers.put(API, FakeDocker.ok("{\"kind\": \"APIResourceList\"}"));
    lab.forget();
  }

  @Test
  void a_cluster_begins_without_it() {
    assertThat(Manifests.of(Ingress.TRAEFIK, 5001, new Manifests.Ports(80, 443), false).text())
        .doesNotContain("gateway.networking", Gateway.SWITCH);
  }

  @Test
  void its_definitions_come_first_then_the_ingress_serves_it() {
    lab.cluster().gateway("lab", true, lab);

    assertThat(lab.said)
        .containsExactly("definitions of the Gateway API", "Gateway API in the ingress");
    assertThat(lab.docker.calls)
        .containsExactly("write " + OBJECTS, "kubectl apply", "write " + OBJECTS, "kubectl apply");
    assertThat(new Load(LoadSettings.builder().build()).loadAllFromString(applied())).isNotEmpty();
    assertThat(applied())
        .contains("kind: GatewayClass", "- " + Gateway.SWITCH, "httproutes/status")
        .doesNotContain("${");
  }

  @Test
  void definitions_that_are_there_or_come_with_the_manifests_are_left_alone() {
    lab.cluster().gateway("lab", false, lab);
    assertThat(lab.said).containsExactly("Gateway API in the ingress");

    lab.forget();
    lab.docker.answers.put(API, FakeDocker.ok("{\"kind\": \"APIResourceList\"}"));
    lab.cluster().gateway("lab", true, lab);
    assertThat(lab.said).containsExactly("Gateway API in the ingress");
  }

  @Test
  void the_second_project_changes_nothing() {
    on();

    lab.cluster().gateway("lab", true, lab);

    assertThat(lab.docker.calls).isEmpty();
  }

  @Test
  void it_stays_on_when_another_project_comes_up() {
    on();

    lab.cluster().ensure(Lab.WANTED, "blog", _ -> {}, Progress.NONE);

    assertThat(lab.docker.calls).doesNotContain("kubectl apply");
  }

  @Test
  void a_cluster_without_an_ingress_of_devloop_is_left_alone() {
    var bare = new Lab(folder.resolve("bare"));
    bare.cluster()
        .ensure(
            new ClusterConfig("lab", "1.36", Ingress.NONE, 80, 443),
            "shop",
            _ -> {},
            Progress.NONE);
    bare.forget();

    bare.cluster().gateway("lab", true, Progress.NONE);

    assertThat(bare.docker.calls).isEmpty();
  }
}
