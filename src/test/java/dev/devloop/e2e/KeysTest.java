package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the keys of a service do, seen in a project that uses them together.
final class KeysTest {

  private static Project project;
  private static Kubectl kubectl;

  @BeforeAll
  static void aProjectThatUsesTheKeys(Projects projects) {
    project = projects.open("keys");
    project.append(Project.CONFIG, "domain: " + project.name() + ".test.localhost\n");
    kubectl = project.kubectl();
    project.cli().with("E2E_PLACE", "the environment").run("up", "--detach").mustEndWith(0);
  }

  private static String base() {
    return project.status().url("web").replaceFirst("//web\\.", "//");
  }

  @Test
  @Covers(keys = {"services.*.command", "services.*.args", "services.*.env", "services.*.envFile"})
  void commandArgsAndEnvironmentReachTheContainer() {
    assertThat(project.body("web", "/").strip())
        .isEqualTo("hello from the environment, secret-of-the-file, two words");
    assertThat(kubectl.out("get", "deployment", "web", "-o", "yaml"))
        .doesNotContain("secret-of-the-file");
    assertThat(container("web").path("command").toString()).isEqualTo("[\"sh\",\"-c\"]");
  }

  @Test
  @Covers(keys = {"services.*.envFile.path", "services.*.envFile.optional"})
  void anOptionalEnvFileMayBeAbsentAndIsPickedUpWhenItComes() {
    assertThat(project.status().phase("shop")).isEqualTo("ready");
    project.write("absent.env", "COMES=later\n");
    project.cli().with("E2E_PLACE", "the environment").run("up", "--detach").mustEndWith(0);
    assertThat(project.devloop("exec", "shop", "--", "env").mustEndWith(0).out())
        .contains("COMES=later");
  }

  @Test
  @Covers(keys = {"services.*.hosts", "domain", "services.*.ports"})
  void aServiceAnswersAtEachOfItsHosts() {
    var domain = project.name() + ".test.localhost";
    assertThat(project.status().url("web")).contains("web." + domain);
    assertThat(Http.get(base() + "/").body()).contains("hello from");
    assertThat(Http.get(base() + "/shop/").body()).contains("shop");
    assertThat(Http.get(base().replace(domain, "second." + domain) + "/inner/").body())
        .contains("inner");
    assertThat(Http.get(base().replace(domain, "second." + domain) + "/").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theOtherPortIsReachedInTheCluster() {
    var fetch = project.devloop("exec", "shop", "--", "wget", "-q", "-O", "-", "http://web:9090/");
    assertThat(fetch.mustEndWith(0).out().strip()).isEqualTo("other");
  }

  @Test
  @Covers(keys = "services.*.replicas")
  void thereAreAsManyPodsAsReplicas() {
    assertThat(project.status().pods("web")).hasSize(2);
    assertThat(project.status().pods("shop")).hasSize(1);
  }

  @Test
  @Covers(
      keys = {"services.*.resources", "services.*.resources.cpu", "services.*.resources.memory"})
  void cpuIsALimitAndMemoryLimitAndRequest() {
    var resources = container("web").path("resources");
    assertThat(resources.path("limits").path("cpu").asText()).isEqualTo("500m");
    assertThat(resources.path("limits").path("memory").asText()).isEqualTo("32Mi");
    assertThat(resources.path("requests").path("cpu").asText()).isEqualTo("10m");
    assertThat(resources.path("requests").path("memory").asText()).isEqualTo("32Mi");
  }

  @Test
  @Covers(keys = {"services.*.live", "services.*.live.http"})
  void onlyAnExplicitLiveMakesALivenessProbe() {
    assertThat(container("web").path("livenessProbe").path("httpGet").path("path").asText())
        .isEqualTo("/");
    assertThat(container("store").path("livenessProbe").isMissingNode()).isTrue();
    assertThat(container("store").path("readinessProbe").path("tcpSocket").isObject()).isTrue();
    assertThat(container("web").path("startupProbe").isObject()).isTrue();
    assertThat(container("store").path("startupProbe").isMissingNode()).isTrue();
  }

  @Test
  @Covers(keys = {"services.*.volumes", "services.*.volumes.path", "services.*.volumes.size"})
  void aServiceWithAVolumeIsNeverRunTwiceOnIt() {
    var store = kubectl.get("deployment/store").path("spec");
    assertThat(store.path("strategy").path("type").asText()).isEqualTo("Recreate");
    assertThat(container("store").path("volumeMounts").path(0).path("mountPath").asText())
        .isEqualTo("/data");
    assertThat(
            kubectl.get("pvc").path("items").path(0).path("spec").at("/resources/requests/storage"))
        .hasToString("\"16Mi\"");
  }

  @Test
  @Covers(keys = "services.*.dependsOn")
  void aServiceStartsAfterThoseThatItDependsOn() {
    var stored = ready(kubectl.pod("store"));
    var migrating = created(kubectl.pod("migrate"));
    var migrated =
        Instant.parse(
            kubectl
                .pod("migrate")
                .at("/status/containerStatuses/0/state/terminated/finishedAt")
                .asText());
    assertThat(stored).isBeforeOrEqualTo(migrating);
    var web = kubectl.get("pods", "-l", "app.kubernetes.io/name=web").path("items");
    assertThat(Status.each(web))
        .allSatisfy(pod -> assertThat(migrated).isBeforeOrEqualTo(created(pod)));
  }

  @Test
  @Covers(keys = "services.*.job")
  void aJobIsNotRunAgainWhenDoneAndRunsAgainWhenChanged() {
    var first = kubectl.pod("migrate").path("metadata").path("uid").asText();
    var up = project.cli().with("E2E_PLACE", "the environment");
    up.run("up", "--detach").mustEndWith(0);
    assertThat(kubectl.pod("migrate").path("metadata").path("uid").asText()).isEqualTo(first);

    project.edit(Project.CONFIG, "echo migrated", "echo migrated again");
    up.run("up", "--detach").mustEndWith(0);
    assertThat(project.status().phase("migrate")).isEqualTo("ready");
    assertThat(project.devloop("logs", "migrate").mustEndWith(0).out()).contains("migrated again");
    assertThat(kubectl.pod("migrate").path("metadata").path("uid").asText()).isNotEqualTo(first);
  }

  @Test
  @Covers(keys = "services.*.enabled")
  void aDisabledServiceIsKnownButNotRun() {
    assertThat(project.status().phase("idle")).isEqualTo("disabled");
    assertThat(kubectl.exists("deployment/idle")).isFalse();
  }

  @Test
  void everythingIsLabelledAndAnnotatedWithItsSource() {
    var meta = kubectl.get("deployment/web").path("metadata");
    assertThat(meta.at("/labels/app.kubernetes.io~1managed-by").asText()).isEqualTo("devloop");
    assertThat(meta.at("/labels/app.kubernetes.io~1part-of").asText()).isEqualTo(project.name());
    assertThat(meta.at("/labels/app.kubernetes.io~1name").asText()).isEqualTo("web");
    assertThat(meta.path("annotations").toString()).contains(Project.CONFIG);
    assertThat(kubectl.get("deployment/web", "--show-managed-fields").at("/metadata/managedFields"))
        .anyMatch(field ->
            field.path("manager").asText().equals("devloop")
                && field.path("operation").asText().equals("Apply"));
  }

  private static JsonNode container(String service) {
    return kubectl.get("deployment/" + service).at("/spec/template/spec/containers/0");
  }

  private static Instant created(JsonNode pod) {
    return Instant.parse(pod.at("/metadata/creationTimestamp").asText());
  }

  private static Instant ready(JsonNode pod) {
    return Status.each(pod.at("/status/conditions")).stream()
        .filter(condition -> condition.path("type").asText().equals("Ready"))
        .map(condition -> Instant.parse(condition.path("lastTransitionTime").asText()))
        .findFirst()
        .orElseThrow();
  }
}
