package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The main job: from no cluster to four services behind an ingress, and back.
@TestMethodOrder(OrderAnnotation.class)
final class SampleTest {

  private static final String CLUSTER = Sandbox.CLUSTER + "-sample";

  private static Project sample;
  private static Run firstUp;

  @BeforeAll
  static void upFromNothing(Projects projects) {
    var sandbox = projects.sandbox();
    var folder = sandbox.folder("sample");
    for (var part : List.of("sample", Project.CONFIG)) {
      Folders.copy(Sandbox.checkout().resolve(part), folder.resolve(part));
    }
    sample = projects.add(Project.settle(sandbox, folder, "shop-e2e", CLUSTER));
    assertThat(sandbox.docker().state(Docker.node(CLUSTER))).as("a cluster from before").isEmpty();
    firstUp = sample.devloop("up", "--yes").mustEndWith(0);
  }

  @Test
  @Order(1)
  @Covers(
      commands = {"up", "--yes"},
      keys = {"version", "project", "domain", "services"})
  void upNamesEveryUrlAndItsSteps() {
    var status = sample.status();
    assertThat(status.services()).containsExactly("backend", "landing", "signaling", "valkey");
    for (var service : List.of("backend", "landing", "signaling")) {
      firstUp.mustSay(status.url(service));
    }
    firstUp.mustSay("where the time went", "cluster: Create the node");
    assertThat(status.url("landing")).startsWith("http://dev.localhost");
    assertThat(status.url("backend")).startsWith("http://backend.dev.localhost");
    assertThat(status.url("signaling")).startsWith("http://signaling.dev.localhost");
  }

  @Test
  @Order(2)
  @Covers(
      keys = {
        "services.*.build",
        "services.*.build.context",
        "services.*.image",
        "services.*.port",
        "services.*.host"
      })
  void landingAndBackendAnswerAtTheirUrls() {
    assertThat(Http.get(sample.status().url("landing")).body()).contains("<title>Shop</title>");
    // the dev server answers with the module as the browser wants it
    assertThat(sample.body("landing", "/src/main.ts")).contains("import");
    assertThat(sample.body("backend", "/health")).contains("\"valkey\":\"up\"");
    assertThat(Http.get(sample.status().url("backend") + "/ui/").statusCode()).isEqualTo(200);
    assertThat(sample.body("signaling", "/health")).contains("ok");
  }

  @Test
  @Order(3)
  void tenMessagesComeBackThroughTheBackend() throws InterruptedException {
    var url = sample.status().url("backend").replaceFirst("^http", "ws") + "/signaling?room=e2e";
    var messages = IntStream.rangeClosed(1, 10).mapToObj(i -> "message " + i + ".").toList();
    var answers = Http.echoes(url, messages);
    assertThat(answers).hasSize(10);
    for (var i = 0; i < 10; i++) {
      assertThat(answers.get(i)).contains(messages.get(i));
    }
  }

  @Test
  @Order(4)
  void theCounterGrows() {
    assertThat(count()).isLessThan(count());
  }

  @Test
  @Order(4)
  void theServicesOwnTestsPassInTheirImages() {
    for (var service : List.of("backend", "landing", "signaling")) {
      var tests = sample.folder().resolve("sample").resolve(service).resolve("test");
      var image = sample.status().service(service).path("image").asText();
      sample
          .sandbox()
          .docker()
          .run("run", "--rm", "-v", tests + ":/app/test:ro", image, "npm", "test")
          .mustEndWith(0)
          .mustSay("fail 0");
    }
  }

  @Test
  @Order(5)
  @Covers(commands = {"up --detach", "up --trace"})
  void aSecondUpChangesNothingAndWritesWhereItsTimeWent() {
    var kubectl = sample.kubectl();
    var before = objects(kubectl);
    var trace = sample.folder().resolve("trace.json");
    sample.devloop("up", "--detach", "--trace", trace.toString()).mustEndWith(0);
    assertThat(Status.json(Folders.read(trace)).path("traceEvents").isArray()).isTrue();
    assertThat(objects(kubectl)).isEqualTo(before);
  }

  /// Name and generation of all that devloop applied, and the pods with their restarts.
  private static List<String> objects(Kubectl kubectl) {
    return kubectl
        .out(
            "get",
            "deployments,replicasets,services,ingresses,secrets,pvc,pods",
            "-o",
            "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.uid}"
                + " {.metadata.generation} {.status.containerStatuses[*].restartCount}{'\\n'}{end}")
        .lines()
        .toList();
  }

  @Test
  @Order(6)
  @Covers(
      commands = "down",
      keys = {"services.*.volumes", "services.*.volumes.path", "services.*.volumes.size"})
  void downStopsTheClusterAndTheNextUpHasTheData() {
    var before = count();
    sample.devloop("down").mustEndWith(0);
    assertThat(sample.sandbox().docker().state(Docker.node(CLUSTER))).isEqualTo("exited");
    assertThat(sample.status().clusterPhase()).isEqualTo("stopped");
    assertThat(sample.status().hasDaemon()).isFalse();
    sample.up();
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  @Order(7)
  @Covers(commands = "down --delete")
  void downDeleteLeavesNothingOfTheCluster() {
    var docker = sample.sandbox().docker();
    sample.devloop("down", "--delete").mustEndWith(0);
    assertThat(docker.state(Docker.node(CLUSTER))).isEmpty();
    assertThat(docker.state(Docker.proxy(CLUSTER))).isEmpty();
    assertThat(docker.lines("images", "--format", "{{.Repository}}"))
        .noneMatch(name -> name.contains("/" + sample.name() + "/"));
    assertThat(sample.sandbox().kubeconfig()).doesNotContain("kind-" + CLUSTER);
    assertThat(sample.sandbox().kubeconfig()).contains(Sandbox.FOREIGN_CONTEXT);
    assertThat(sample.status().clusterPhase()).isEqualTo("none");
  }

  private static int count() {
    var url = sample.status().url("backend") + "/counter";
    return Status.json(Http.post(url, "").body()).path("value").asInt();
  }
}
