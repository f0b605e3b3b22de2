package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.devloop.core.DevloopException;
import dev.devloop.core.LogLine;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the client does with answers of the API; how a real cluster behaves is for the end-to-end
/// tests.
final class KubeTest {

  private static final String NAMESPACE = "/api/v1/namespaces/shop";

  @TempDir Path folder;
  private FakeApi api;
  private Kube kube;

  @BeforeEach
  void open() throws IOException {
    api = new FakeApi();
    kube = api.connect(folder);
  }

  @AfterEach
  void close() {
    kube.close();
    api.close();
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(DevloopException.class, call).problems().getFirst();
  }

  @Test
  void aKubeconfigWithoutTheContextIsAProblem() throws IOException {
    var file = folder.resolve("other");
    assertThat(problem(() -> Kube.connect(file, "kind-test")).id()).isEqualTo("kubeconfig-invalid");
    Files.writeString(file, FakeApi.kubeconfig("http://127.0.0.1:1"));
    assertThat(problem(() -> Kube.connect(file, "kind-other")).id())
        .isEqualTo("kubeconfig-invalid");
  }

  @Test
  void aClusterThatDoesNotAnswerIsUnreachable() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var file = folder.resolve("gone");
    Files.writeString(file, FakeApi.kubeconfig("http://127.0.0.1:" + port));
    try (var gone = Kube.connect(file, "kind-test")) {
      assertThat(problem(gone::version).id()).isEqualTo("cluster-unreachable");
      assertThat(problem(() -> gone.namespaces().claim("shop", folder)).id())
          .isEqualTo("cluster-unreachable");
    }
  }

  @Test
  void theVersionIsTheServers() {
    api.on("GET /version", 200, "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.3\"}");
    assertThat(kube.version()).isEqualTo("v1.36.3");
  }

  @Test
  void aFreeNamespaceIsMadeWithLabelsAndFolder() {
    api.on("POST /api/v1/namespaces", 201, namespace("shop", "devloop", "shop", folder));
    kube.namespaces().claim("shop", folder);
    assertThat(api.requests())
        .last()
        .asString()
        .startsWith("POST /api/v1/namespaces")
        .contains("\"app.kubernetes.io/managed-by\":\"devloop\"")
        .contains("\"dev.devloop/folder\":\"" + folder + "\"");
  }

  private static String namespace(String name, String managedBy, String partOf, Path owner) {
    return """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","uid":"u",
     "labels":{"app.kubernetes.io/managed-by":"%s","app.kubernetes.io/part-of":"%s"},
     "annotations":{"dev.devloop/folder":"%s"}}}
    """
        .formatted(name, managedBy, partOf, owner);
  }

  @Test
  void theProjectsOwnNamespaceIsClaimedAgainWithoutAWord() {
    api.on("GET " + NAMESPACE, 200, namespace("shop", "devloop", "shop", folder));
    kube.namespaces().claim("shop", folder);
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void aNamespaceOfSomebodyElseIsNeverTouched() {
    api.on("GET " + NAMESPACE, 200, namespace("shop", "helm", "shop", folder));
    assertThat(problem(() -> kube.namespaces().claim("shop", folder)).id())
        .isEqualTo("namespace-not-ours");
    assertThat(problem(() -> kube.namespaces().deleteAll("shop", Duration.ofSeconds(1))).id())
        .isEqualTo("namespace-not-ours");
    assertThat(kube.namespaces().deleteWorkloads("shop", Duration.ofSeconds(1)).deleted())
        .isEmpty();
    assertThat(api.requests()).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void whoseANamespaceIsIsToldWithoutAChange() throws IOException {
    var other = Files.createDirectory(folder.resolve("elsewhere"));
    api.on("GET " + NAMESPACE, 200, namespace("shop", "devloop", "shop", folder));
    assertThat(kube.namespaces().foreign("shop", folder)).isEmpty();
    assertThat(kube.namespaces().foreign("shop", other).orElse("")).contains(folder.toString());
    api.on("GET " + NAMESPACE, 200, namespace("shop", "helm", "shop", folder));
    assertThat(kube.namespaces().foreign("shop", folder)).isPresent();
    assertThat(api.requests()).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void aFolderThatStillExistsKeepsItsProjectAndOneThatIsGoneDoesNot() throws IOException {
    var other = Files.createDirectory(folder.resolve("other"));
    api.on("GET " + NAMESPACE, 200, namespace("shop", "devloop", "shop", other));
    var refused = problem(() -> kube.namespaces().claim("shop", folder));
    assertThat(refused.id()).isEqualTo("project-in-use-elsewhere");
    assertThat(refused.what()).contains(other.toString());
    Files.delete(other);
    api.on("PATCH " + NAMESPACE, 200, namespace("shop", "devloop", "shop", folder));
    kube.namespaces().claim("shop", folder);
    assertThat(api.requests()).last().asString().startsWith("PATCH").contains(folder.toString());
  }

  private static final String PODS =
      """
      {"apiVersion":"v1","kind":"PodList","metadata":{},"items":[
       {"metadata":{"name":"a-1","namespace":"shop","uid":"1","annotations":{"dev.devloop/service":"a"}},
        "spec":{"containers":[{"name":"a"}]}},
       {"metadata":{"name":"b-1","namespace":"shop","uid":"2","annotations":{"dev.devloop/service":"b"}},
        "spec":{"containers":[{"name":"b"},{"name":"side"}]}},
       {"metadata":{"name":"foreign","namespace":"shop","uid":"3"},"spec":{"containers":[{"name":"x"}]}}]}
      """;

  private static String line(int second, String text) {
    return "2026-01-01T12:00:0" + second + ".5Z " + text + "\n";
  }

  private List<String> logs(LogQuery query) throws InterruptedException {
    var found = new ArrayList<LogLine>();
    try (var stream = kube.logs("shop", List.of()).open(query, found::add)) {
      stream.await();
    }
    return found.stream()
        .map(line -> line.service().orElseThrow() + "/" + line.container() + " " + line.text())
        .toList();
  }

  @Test
  void logsOfAllServicesAreMergedByTime() throws InterruptedException {
    api.on("GET " + NAMESPACE + "/pods", 200, PODS)
        .on("GET " + NAMESPACE + "/pods/a-1/log", 200, line(1, "one") + line(4, "four"))
        .on("GET " + NAMESPACE + "/pods/b-1/log", 200, line(2, "two") + line(3, "three"));
    // both containers of b answer alike
    assertThat(logs(LogQuery.of()))
        .containsExactlyInAnyOrder(
            "a/a one", "b/b two", "b/side two", "b/b three", "b/side three", "a/a four")
        .startsWith("a/a one")
        .endsWith("a/a four");
    assertThat(logs(LogQuery.of(new ServiceName("a")))).containsExactly("a/a one", "a/a four");
  }

  @Test
  void whatIsOlderThanAskedForIsLeftOut() throws InterruptedException {
    api.on("GET " + NAMESPACE + "/pods", 200, PODS)
        .on("GET " + NAMESPACE + "/pods/a-1/log", 200, line(1, "one") + line(4, "four"));
    var query = LogQuery.of(new ServiceName("a"));
    assertThat(logs(query.since(Instant.parse("2026-01-01T12:00:01.600Z"))))
        .containsExactly("a/a four");
    assertThat(logs(query.last(7))).hasSize(2);
    assertThat(api.requests()).last().asString().contains("tailLines=7", "timestamps=true");
  }

  @Test
  void ofThePreviousRunOnlyContainersThatHadOneAreRead() throws InterruptedException {
    api.on("GET " + NAMESPACE + "/pods", 200, PODS)
        .on("GET " + NAMESPACE + "/pods/a-1/log", 200, line(2, "now"))
        .on("GET " + NAMESPACE + "/pods/a-1/log?previous", 200, line(1, "before"));
    assertThat(logs(LogQuery.of().ofPrevious())).containsExactly("a/a before");
  }

  @Test
  void logsThatCannotBeListedAreAProblem() {
    api.on("GET " + NAMESPACE + "/pods", 403, FakeApi.status(403));
    assertThat(problem(() -> logs(LogQuery.of())).id()).isEqualTo("cluster-refused");
  }

  private static final String APPS =
      """
      {"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
       {"name":"deployments","kind":"Deployment","namespaced":true,"verbs":["get"]},
       {"name":"deployments/status","kind":"Deployment","namespaced":true,"verbs":["get"]}]}
      """;

  private static final String INVENTORY = NAMESPACE + "/configmaps/devloop-inventory";
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/shop/deployments/web";

  private void withInventory() {
    var empty = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{}}";
    api.on("GET /apis/apps/v1", 200, APPS)
        .on("POST " + NAMESPACE + "/configmaps", 409, FakeApi.status(409))
        .on("GET " + INVENTORY, 200, empty)
        .on("PATCH " + INVENTORY, 200, empty);
  }

  private void withDeployment() {
    api.on(
        "PATCH " + DEPLOYMENT,
        200,
        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\"}}");
  }

  private static List<KubeObject> web() {
    var web = Fixtures.service("web");
    return Objects.of(Fixtures.config(web), web.config(), "web:1", Map.of(), "");
  }

  @Test
  void anObjectIsAppliedOnTheServersSideAfterItWasEnteredIntoTheInventory() {
    withInventory();
    withDeployment();
    kube.applier("shop").apply(web());
    var writes = writes();
    assertThat(writes).hasSize(2);
    assertThat(writes.get(0)).contains(INVENTORY, "apps/v1 Deployment web shop");
    assertThat(writes.get(1)).contains(DEPLOYMENT, "fieldManager=devloop", "force=true");
  }

  private List<String> writes() {
    return api.requests().stream().filter(request -> !request.startsWith("GET")).toList();
  }

  @Test
  void whatIsKnownToBeInTheInventoryIsNotAskedForAgain() {
    withInventory();
    withDeployment();
    kube.applier("shop").enter(web());
    kube.applier("shop").apply(web());
    assertThat(writes()).filteredOn(request -> request.contains(INVENTORY)).hasSize(1);
  }

  @Test
  void whatSomebodyTookOutOfTheInventoryIsEnteredAgain() {
    withInventory();
    kube.applier("shop").enter(web());
    kube.applier("shop").enter(web()); // it is still empty, as if it had been deleted meanwhile
    assertThat(writes()).hasSize(2).allMatch(request -> request.contains(INVENTORY));
  }

  @Test
  void whatTheApiRefusesNamesTheObjectAndItsSource() {
    withInventory();
    api.on(
        "PATCH " + DEPLOYMENT,
        422,
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":422,"message":"invalid","details":
         {"causes":[{"field":"spec.replicas","message":"must be positive\\nand more"}]}}
        """);
    var refused = problem(() -> kube.applier("shop").apply(web()));
    assertThat(refused.id()).isEqualTo("object-invalid");
    assertThat(refused.what()).contains("deployment/web", "dev-config.yaml#services.web");
    assertThat(refused.evidence()).containsExactly("spec.replicas: must be positive");
  }

  @Test
  void aNameThatNoUrlCanHoldIsTheObjectsFaultAndNotTheClusters() throws IOException {
    var file = folder.resolve("a.yaml");
    Files.writeString(
        file, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: Not A Name}}");
    var config = Fixtures.config(folder, List.of(file), ClusterConfig.Ingress.TRAEFIK);
    withInventory();
    var objects = ManifestFiles.read(config, Map.of()).objects();
    var invalid = problem(() -> kube.applier("shop").apply(objects));
    assertThat(invalid.id()).isEqualTo("object-invalid");
    assertThat(invalid.what()).contains("a.yaml:1", "Not A Name");
  }

  @Test
  void aKindThatTheClusterDoesNotServeIsNamed() throws IOException {
    var file = folder.resolve("a.yaml");
    Files.writeString(file, "{apiVersion: foreign.io/v1, kind: Thing, metadata: {name: t}}");
    var config = Fixtures.config(folder, List.of(file), ClusterConfig.Ingress.TRAEFIK);
    withInventory();
    var things = ManifestFiles.read(config, Map.of()).objects();
    var unknown = problem(() -> kube.applier("shop").apply(things));
    assertThat(unknown.id()).isEqualTo("object-kind-unknown");
    assertThat(unknown.what()).contains("a.yaml:1", "Thing", "foreign.io/v1");
  }
}
