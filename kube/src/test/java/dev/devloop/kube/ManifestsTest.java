package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.kube.Fixtures.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestsTest {

  private static final String API2 =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api2}
      spec:
        selector: {matchLabels: {app: api2}}
        template:
          metadata: {labels: {app: api2}}
          spec:
            initContainers: [{name: init, image: "init:1"}]
            containers: [{name: app, image: "app:1"}, {name: side, image: "side:1"}]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: cfg}
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), API2);
  }

  private DevConfig config(Service... services) {
    return Fixtures.config(
        folder, List.of(folder.resolve("a.yaml")), ClusterConfig.Ingress.TRAEFIK, services);
  }

  private Manifests manifests() {
    return ManifestFiles.read(config(), Map.of());
  }

  private static Service api2(String name, String container) {
    return Fixtures.service("api2").workload("deployment", name, Optional.of(container));
  }

  @Test
  void theServicesContainerGetsTheBuiltImageAndThePodsAreMarked() {
    var service = api2("api2", "app");
    var object =
        manifests().workload(config(service), service.config(), "localhost:5001/shop/api2:7", "in");
    assertThat(object.yaml())
        .contains("localhost:5001/shop/api2:7", "side:1", "init:1")
        .doesNotContain("app:1");
    assertThat(object.service()).contains(service.config().name());
    var template = PodTemplates.of(object.body()).orElseThrow();
    assertThat(Trees.map(template, "metadata", "annotations").orElseThrow())
        .containsEntry(Labels.SERVICE, "api2")
        .containsEntry(Labels.PROJECT, "shop")
        .containsEntry(Labels.SYNC_CONTAINERS, "app")
        .doesNotContainKey(Labels.JOB)
        .containsKey(Labels.CONFIG_DIGEST);
    assertThat(object.body().getMetadata().getAnnotations())
        .containsEntry(Labels.CONTAINER, "app")
        .containsEntry(Labels.INPUTS, "in")
        .containsEntry(Labels.SOURCE, "a.yaml:1");
  }

  @Test
  void thePortOfAWorkloadsOwnProbeIsToldByItsNumber() throws IOException {
    assertThat(readyPort("port: 8080")).contains("app:8080");
    assertThat(readyPort("port: web")).contains("app:8081");
    assertThat(readyPort("port: other")).isEmpty();
  }

  private Optional<Object> readyPort(String port) throws IOException {
    var probe =
        "image: \"app:1\", ports: [{name: web, containerPort: 8081}], "
            + "readinessProbe: {httpGet: {path: /, "
            + port
            + "}}}";
    Files.writeString(folder.resolve("a.yaml"), API2.replace("image: \"app:1\"}", probe));
    var service = api2("api2", "app");
    var object = manifests().workload(config(service), service.config(), "api2:7", "");
    return PodTemplates.of(object.body())
        .flatMap(template -> Trees.map(template, "metadata", "annotations"))
        .map(annotations -> annotations.get(Labels.READY_PORT));
  }

  @Test
  void containersOfOneImageAllGetTheServicesFiles() {
    var service = api2("api2", "app");
    var object = manifests().workload(config(service), service.config(), "side:1", "");
    var template = PodTemplates.of(object.body()).orElseThrow();
    assertThat(Trees.map(template, "metadata", "annotations").orElseThrow())
        .containsEntry(Labels.SYNC_CONTAINERS, "app,side");
  }

  @Test
  void otherContainersOfTheSameImageGetTheBuiltOneToo() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), API2.replace("side:1", "app:1"));
    var service = api2("api2", "app");
    var object = manifests().workload(config(service), service.config(), "built:1", "");
    assertThat(object.yaml()).doesNotContain("app:1");
    assertThat(manifests().images(config(service))).containsExactly("init:1");
  }

  @Test
  void anotherImageIsAnotherDigest() {
    var service = api2("api2", "app");
    var one = manifests().workload(config(service), service.config(), "x:1", "");
    var two = manifests().workload(config(service), service.config(), "x:2", "");
    assertThat(Labels.annotation(one.body().getMetadata(), Labels.CONFIG_DIGEST))
        .isNotEqualTo(Labels.annotation(two.body().getMetadata(), Labels.CONFIG_DIGEST));
  }

  @Test
  void aWorkloadIsNotSharedAndTheRestIs() {
    assertThat(manifests().shared(config(api2("api2", "app"))))
        .extracting(object -> object.ref().toString())
        .containsExactly("configmap/cfg");
    assertThat(manifests().shared(config())).hasSize(2);
  }

  @Test
  void imagesAreThoseThatNoServiceReplaces() {
    assertThat(manifests().images(config(api2("api2", "app")))).containsExactly("init:1", "side:1");
    assertThat(manifests().images(config())).containsExactly("init:1", "app:1", "side:1");
  }

  @Test
  void aWorkloadThatIsNotThereNamesThoseThatAre() {
    var service = api2("api3", "app");
    var error =
        catchThrowableOfType(
            DevloopException.class,
            () -> manifests().workload(config(service), service.config(), "x", ""));
    assertThat(error.problems()).extracting(Problem::id).containsExactly("workload-missing");
    assertThat(error.problems().getFirst().meaning()).contains("deployment/api2");
    assertThat(manifests().problems(config(service))).isEqualTo(error.problems());
  }

  @Test
  void aContainerThatIsNotThereNamesThoseThatAre() {
    var problem = manifests().problems(config(api2("api2", "web"))).getFirst();
    assertThat(problem.id()).isEqualTo("container-missing");
    assertThat(problem.meaning()).contains("app, side");
  }

  @Test
  void ofSeveralContainersOneMustBeNamed() {
    var service = Fixtures.service("api2").workload("deployment", "api2", Optional.empty());
    assertThat(manifests().problems(config(service)))
        .extracting(Problem::id)
        .containsExactly("container-missing");
  }

  @Test
  void anObjectTwiceIsAProblem() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), API2 + "---\n" + API2);
    assertThat(manifests().problems(config()))
        .extracting(Problem::id)
        .containsExactly("manifest-duplicate", "manifest-duplicate");
  }

  @Test
  void anObjectThatDevloopMakesItselfIsAProblem() {
    assertThat(manifests().problems(config(Fixtures.service("api2"))))
        .extracting(Problem::id)
        .containsExactly("manifest-collides");
  }

  @Test
  void anotherNamespaceMustBeDeclared() throws IOException {
    var object = "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: other}}\n";
    Files.writeString(folder.resolve("a.yaml"), object);
    assertThat(manifests().problems(config()))
        .extracting(Problem::id)
        .containsExactly("manifest-foreign-namespace");
    Files.writeString(
        folder.resolve("a.yaml"),
        object + "---\n{apiVersion: v1, kind: Namespace, metadata: {name: other}}\n");
    assertThat(manifests().problems(config())).isEmpty();
    assertThat(manifests().extraNamespaces(config())).containsExactly("other");
  }

  @Test
  void objectsAndDefinitionsOfTheGatewayApiAreKnown() throws IOException {
    assertThat(manifests().useGateway()).isFalse();
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: web}
        """);
    assertThat(manifests().useGateway()).isTrue();
    assertThat(manifests().defineGateway()).isFalse();
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: httproutes.gateway.networking.k8s.io}
        """);
    assertThat(manifests().useGateway()).isFalse();
    assertThat(manifests().defineGateway()).isTrue();
  }
}
