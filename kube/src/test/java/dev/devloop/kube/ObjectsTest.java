package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.kube.Fixtures.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectsTest {

  private static List<KubeObject> objects(Service service, Map<String, String> envFile) {
    return Objects.of(
        Fixtures.config(service), service.config(), "localhost:5001/shop/x:1", envFile, "inputs-1");
  }

  private static String yaml(Service service) {
    return all(objects(service, Map.of()));
  }

  private static String all(List<KubeObject> objects) {
    return String.join("", objects.stream().map(KubeObject::yaml).toList());
  }

  private static KubeObject workload(Service service, Map<String, String> envFile) {
    return objects(service, envFile).stream()
        .filter(object -> PodTemplates.of(object.body()).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static String podDigest(Service service, Map<String, String> envFile) {
    var template = PodTemplates.of(workload(service, envFile).body()).orElseThrow();
    return Trees.text(
        Trees.map(template, "metadata", "annotations").orElseThrow(), Labels.CONFIG_DIGEST);
  }

  @Test
  void aServiceWithEverythingBecomesTheObjectsOfTheGoldenFile() throws IOException {
    var service =
        Fixtures.service("backend")
            .command("npm", "run", "dev")
            .ports(3000, 9229)
            .host("backend.dev.localhost", "/")
            .env("GREETING", "costs $5 and $(HOME)")
            .ready(new ReadyCheck.Http("/health", 3000))
            .live(new ReadyCheck.Tcp(3000))
            .replicas(2)
            .resources("500m", "256Mi");
    isGolden("backend.yaml", all(objects(service, Map.of("TOKEN", "s3cret"))));
  }

  @Test
  void aServiceWithAVolumeBecomesTheObjectsOfTheGoldenFile() throws IOException {
    isGolden("valkey.yaml", yaml(Fixtures.service("valkey").ports(6379).volume("/data")));
  }

  @Test
  void aJobBecomesTheObjectOfTheGoldenFile() throws IOException {
    isGolden("migrate.yaml", yaml(Fixtures.service("migrate").command("migrate").job()));
  }

  /// `-Dgolden.renew=true` writes the file anew.
  private static void isGolden(String name, String actual) throws IOException {
    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(Path.of("src/test/resources/dev/devloop/kube", name), actual);
    } else {
      assertThat(actual).isEqualTo(golden(name));
    }
  }

  private static String golden(String name) throws IOException {
    try (var in = ObjectsTest.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aServiceWithAVolumeNeverRunsTwice() {
    var deployment = workload(Fixtures.service("valkey").volume("/data").replicas(3), Map.of());
    assertThat(deployment.yaml()).contains("replicas: 1", "type: \"Recreate\"");
  }

  @Test
  void twoVolumesNeverShareAClaim() {
    var claims =
        objects(Fixtures.service("db").volume("/data/a", "/data-a", "/Data/a", "/data_a"), Map.of())
            .stream()
            .map(object -> object.ref())
            .filter(ref -> ref.kind().equals("PersistentVolumeClaim"))
            .map(ObjectRef::name)
            .toList();
    assertThat(claims).doesNotHaveDuplicates().hasSize(4).allMatch(n -> n.matches("db-data-a.*"));
  }

  @Test
  void anExposedPortIsAPortOfTheNodeToo() {
    var made = objects(Fixtures.service("db").expose(6379, 16379), Map.of());

    assertThat(made).extracting(o -> o.ref().toString()).contains("service/db-exposed");
    var exposed =
        made.stream().filter(o -> o.ref().name().equals("db-exposed")).findFirst().orElseThrow();
    assertThat(exposed.yaml()).contains("type: \"NodePort\"", "port: 6379").doesNotContain("16379");
  }

  @Test
  void aServiceWithoutPortsHasNoServiceObjectAndNoIngress() {
    assertThat(objects(Fixtures.service("worker"), Map.of()))
        .extracting(object -> object.ref().toString())
        .containsExactly("deployment/worker");
  }

  @Test
  void withCertManagerTheIngressAsksForACertificateOfItsOwn() {
    var web = Fixtures.service("web").ports(80).host("web.dev.localhost", "/");
    var config = Fixtures.config(web).withHttps(HttpsMode.CERT_MANAGER);
    assertThat(all(Objects.of(config, web.config(), "x", Map.of(), "")))
        .contains("cert-manager.io/cluster-issuer: \"devloop\"", "secretName: \"web-tls\"");
    assertThat(all(Objects.of(Fixtures.config(web), web.config(), "x", Map.of(), "")))
        .contains("secretName: \"devloop-tls\"")
        .doesNotContain("cert-manager");
  }

  @Test
  void withoutDevloopsIngressTheClassIsLeftOpen() {
    var web = Fixtures.service("web").ports(80).host("web.dev.localhost", "/");
    var config = Fixtures.config(Fixtures.FOLDER, List.of(), ClusterConfig.Ingress.NONE, web);
    assertThat(all(Objects.of(config, web.config(), "x", Map.of(), "")))
        .contains("kind: \"Ingress\"")
        .doesNotContain("ingressClassName");
  }

  @Test
  void anEditOfTheEnvFileRollsThePods() {
    var web = Fixtures.service("web");
    assertThat(podDigest(web, Map.of("A", "1"))).isNotEqualTo(podDigest(web, Map.of("A", "2")));
    assertThat(podDigest(web, Map.of("A", "1"))).isNotEqualTo(podDigest(web, Map.of()));
  }

  @Test
  void anotherHostRollsNoPods() {
    var web = Fixtures.service("web").ports(80);
    assertThat(podDigest(web.host("a.dev.localhost", "/"), Map.of()))
        .isEqualTo(podDigest(web.host("b.dev.localhost", "/"), Map.of()));
  }

  @Test
  void thePodsOfAJobAreMarkedAsSuch() {
    var job = Fixtures.service("migrate").job();
    var template = PodTemplates.of(workload(job, Map.of()).body()).orElseThrow();
    assertThat(Trees.map(template, "metadata", "annotations").orElseThrow())
        .containsEntry(Labels.JOB, "true")
        .containsEntry(Labels.SYNC_CONTAINERS, "migrate");
  }

  @Test
  void theAgentIsToldWhichPortIsAskedFirst() {
    var web = Fixtures.service("web").ports(80);
    assertThat(readyPort(web.ready(new ReadyCheck.Http("/", 80)))).contains("web:80");
    assertThat(readyPort(web.ready(new ReadyCheck.Tcp(81)))).contains("web:81");
    assertThat(readyPort(web)).isEmpty();
    assertThat(readyPort(web.ready(new ReadyCheck.Exec(List.of("true"))))).isEmpty();
    var guarded = web.ready(new ReadyCheck.Http("/", 80)).live(new ReadyCheck.Tcp(80));
    assertThat(readyPort(guarded)).isEmpty();
  }

  private static Optional<Object> readyPort(Fixtures.Service service) {
    return PodTemplates.of(workload(service, Map.of()).body())
        .flatMap(template -> Trees.map(template, "metadata", "annotations"))
        .map(annotations -> annotations.get(Labels.READY_PORT));
  }

  @Test
  void otherInputsAloneRunNoJobAgain() {
    var job = Fixtures.service("migrate").job();
    var config = Fixtures.config(job);
    var one = Objects.of(config, job.config(), "x", Map.of(), "one").getFirst().body();
    var two = Objects.of(config, job.config(), "x", Map.of(), "two").getFirst().body();
    var other = Objects.of(config, job.config(), "y", Map.of(), "one").getFirst().body();
    assertThat(digest(one)).isEqualTo(digest(two)).isNotEqualTo(digest(other));
    assertThat(Labels.annotation(two.getMetadata(), Labels.INPUTS)).isEqualTo("two");
  }

  private static String digest(io.fabric8.kubernetes.api.model.GenericKubernetesResource object) {
    return Labels.annotation(object.getMetadata(), Labels.CONFIG_DIGEST);
  }

  @Test
  void dollarsAreMeantAsTheyStand() {
    assertThat(
            yaml(Fixtures.service("web").env("A", "$(B) $ $$").command("sh", "-c", "echo $(id)")))
        .contains("value: \"$$(B) $$ $$$$\"", "echo $$(id)");
  }

  @Test
  void aLogCheckIsNoProbeOfTheKubelet() {
    assertThat(yaml(Fixtures.service("web").ready(new ReadyCheck.Log("listening"))))
        .doesNotContain("Probe");
  }

  @Test
  void aRequestThatChecksNeedsNoStartupProbe() {
    assertThat(yaml(Fixtures.service("web").ready(new ReadyCheck.Tcp(80))))
        .contains("failureThreshold: 6\n          periodSeconds: 1\n")
        .contains("dev.devloop/ready-timeout: \"120\"")
        .doesNotContain("startupProbe");
  }

  @Test
  void aCommandThatChecksIsAskedLessOftenOnceItsServiceHasStarted() {
    assertThat(yaml(Fixtures.service("web").ready(new ReadyCheck.Exec(List.of("true")))))
        .contains("failureThreshold: 120\n          periodSeconds: 1\n")
        .contains("failureThreshold: 3\n          periodSeconds: 10\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5m", "10m", "2"})
  void theCpuRequestIsSmallAndNeverAboveTheLimit(String limit) {
    var request = limit.equals("5m") ? "5m" : "10m";
    assertThat(yaml(Fixtures.service("web").resources(limit, "64Mi")))
        .contains("limits:\n            cpu: \"" + limit + "\"")
        .contains("requests:\n            cpu: \"" + request + "\"\n            memory: \"64Mi\"");
  }

  @Test
  void everyObjectIsLabelledAndTellsItsSource() {
    var service = Fixtures.service("web").ports(80).host("x.dev.localhost", "/").volume("/data");
    for (var object : objects(service, Map.of("A", "1"))) {
      var meta = object.body().getMetadata();
      assertThat(meta.getLabels())
          .containsEntry("app.kubernetes.io/managed-by", "devloop")
          .containsEntry("app.kubernetes.io/part-of", "shop")
          .containsEntry("app.kubernetes.io/name", "web");
      assertThat(Labels.annotation(meta, Labels.SOURCE)).isEqualTo("dev-config.yaml#services.web");
      assertThat(meta.getNamespace()).isEqualTo("shop");
    }
  }

  @Test
  void theSecretsValueIsInTheSecretOnly() {
    var objects = objects(Fixtures.service("web"), Map.of("TOKEN", "s3cret-value"));
    assertThat(all(objects)).doesNotContain("s3cret-value").contains("czNjcmV0LXZhbHVl");
  }
}
