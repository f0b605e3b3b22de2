package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A cluster that is frozen, woken, moved and killed under its project, with data and open
/// connections.
@TestMethodOrder(OrderAnnotation.class)
final class PauseTest {

  private static final String CLUSTER = Sandbox.CLUSTER + "-pause";
  private static final String OTHER_PORTS = "{http: 28180, https: 28543}";
  private static final Duration SOON = Duration.ofSeconds(60);

  private static Project sample;
  private static Docker docker;
  private static String node;
  private static final Callable<Boolean> RUNS = () -> docker.state(node).equals("running");

  @BeforeAll
  static void upFromNothing(Projects projects) {
    var sandbox = projects.sandbox();
    var folder = sandbox.folder("pause");
    for (var part : List.of("sample", Project.CONFIG)) {
      Folders.copy(Sandbox.checkout().resolve(part), folder.resolve(part));
    }
    sample = projects.add(Project.settle(sandbox, folder, "shop-pause", CLUSTER));
    docker = sandbox.docker();
    node = Docker.node(CLUSTER);
    sample.up();
  }

  @Test
  @Order(1)
  @Covers(commands = "pause")
  void aPausedClusterKeepsDataPodsAndOpenConnections() throws InterruptedException {
    var url = sample.status().url("backend").replaceFirst("^http", "ws") + "/signaling?room=pause";
    var before = count();
    var pods = pods();
    try (var socket = new OpenSocket(url)) {
      socket.mustEcho("before");

      sample.devloop("pause").mustEndWith(0);
      assertThat(docker.state(node)).isEqualTo("paused");
      assertThat(docker.state(Docker.proxy(CLUSTER))).isEqualTo("paused");
      assertThat(sample.status().clusterPhase()).isEqualTo("paused");
      assertThat(sample.status().phase("backend")).isEqualTo("stopped");
      sample.devloop("pause").mustEndWith(0);

      sample.up();
      socket.mustEcho("after");
    }
    assertThat(count()).isEqualTo(before + 1);
    assertThat(pods()).isEqualTo(pods);
  }

  @Test
  @Order(2)
  void whatIsSavedMeanwhileIsThereAfterTheWaking() {
    sample.devloop("pause").mustEndWith(0);
    sample.edit("sample/landing/index.html", "<title>Shop</title>", "<title>Saved asleep</title>");
    sample.up();

    sample.devloop("wait", "--synced").mustEndWith(0);
    sample.mustShow("landing", "/", "Saved asleep");
  }

  @Test
  @Order(3)
  void aDaemonKilledWhileItPausesOrWakesOrSleepsDoesNoHarm() {
    var before = count();
    var pods = pods();
    var daemon = sample.status().daemonPid();
    try (var pause = sample.cli().start("pause")) {
      Project.until(SOON, () -> docker.state(node).equals("paused"));
      Project.kill(daemon);
      pause.end(SOON);
    }
    assertThat(sample.status().clusterPhase()).isEqualTo("paused");
    // without a daemon
    sample.devloop("pause").mustEndWith(0);
    assertThat(docker.state(Docker.proxy(CLUSTER))).isEqualTo("paused");

    sample.killDaemonIn(RUNS, "up", "--detach");
    sample.up();
    sample.devloop("pause").mustEndWith(0);
    sample.killDaemon();
    sample.up();

    assertThat(count()).isEqualTo(before + 1);
    assertThat(pods()).isEqualTo(pods);
  }

  @Test
  @Order(4)
  @Covers(commands = "pause --all")
  void aClusterThatOthersWorkInIsOnlyPausedWithAll(Projects projects) {
    var other = projects.add(Project.copy(projects.sandbox(), "web", CLUSTER));
    other.up();

    sample.devloop("pause").mustEndWith(3).mustSay(other.name(), "--all");
    assertThat(docker.state(node)).isEqualTo("running");
    assertThat(sample.status().phase("backend")).isEqualTo("ready");

    sample.devloop("pause", "--all").mustEndWith(0);
    Project.until(SOON, () -> other.status().clusterPhase().equals("paused"));
    other.up();
    assertThat(other.body("web", "/")).contains("hello");
    // it was not asked, and is up as it was
    Project.until(SOON, () -> sample.status().phase("backend").equals("ready"));
    assertThat(sample.body("backend", "/health")).contains("\"valkey\":\"up\"");
    other.devloop("down").mustEndWith(0);
  }

  @Test
  @Order(5)
  void otherPortsMoveTheProxyAndNothingElse() {
    var id = docker.out("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", node);
    var pods = pods();
    sample.edit(Project.CONFIG, Sandbox.PORTS, OTHER_PORTS);
    sample.up();

    assertThat(sample.status().url("backend")).contains(":28180");
    assertThat(sample.body("backend", "/health")).contains("\"valkey\":\"up\"");
    assertThat(docker.out("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", node))
        .isEqualTo(id);
    assertThat(pods()).isEqualTo(pods);

    sample.devloop("pause").mustEndWith(0);
    sample.killDaemon();
    sample.edit(Project.CONFIG, OTHER_PORTS, Sandbox.PORTS);
    sample.up();
    assertThat(sample.status().url("backend")).doesNotContain(":28180");
    assertThat(sample.body("backend", "/health")).contains("\"valkey\":\"up\"");
    assertThat(pods()).isEqualTo(pods);
  }

  @Test
  @Order(6)
  void aNodeThatGetsAnotherAddressKeepsItsData() {
    var before = count();
    sample.devloop("down").mustEndWith(0);
    var address = address();
    docker.out("network", "disconnect", "devloop", node);
    var taken =
        docker.out("run", "-d", "--rm", "--network", "devloop", "busybox:1", "sleep", "600");
    try {
      docker.out("network", "connect", "devloop", node);
      sample.up();
      assertThat(address()).isNotEqualTo(address);
      assertThat(count()).isEqualTo(before + 1);
    } finally {
      docker.out("rm", "-f", taken);
    }
  }

  private static String address() {
    return docker.out(
        "inspect", "--format", "{{.NetworkSettings.Networks.devloop.IPAddress}}", node);
  }

  @Test
  @Order(7)
  void downOfAPausedClusterTakesTheWorkloadsAndKeepsTheData() {
    var before = count();
    sample.devloop("pause").mustEndWith(0);
    sample.devloop("down").mustEndWith(0);
    assertThat(docker.state(node)).isEqualTo("exited");

    sample.killDaemonIn(RUNS, "up", "--detach");
    sample.up();
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  @Order(8)
  @Covers(commands = "up --recreate")
  void anotherIngressIsMadeAnewWhenThatIsAgreedToAndTheDataStays() {
    var before = count();
    var id = docker.out("inspect", "--format", "{{.Id}}", node);
    var ingress = sample.kubectl().in("devloop-ingress");
    sample.devloop("down").mustEndWith(0);
    sample.edit(Project.CONFIG, "ports: ", "ingress: none, ports: ");
    sample.devloop("up", "--detach").mustEndWith(3).mustSay("traefik", "none", "--recreate");

    sample.devloop("up", "--detach", "--recreate").mustEndWith(0).mustSay("traefik is taken away");
    assertThat(ingress.names("daemonsets")).isEmpty();

    sample.devloop("down").mustEndWith(0);
    sample.edit(Project.CONFIG, "ingress: none, ports: ", "ports: ");
    sample.devloop("up", "--detach", "--recreate").mustEndWith(0);
    assertThat(ingress.names("daemonsets")).hasSize(1);
    assertThat(count()).isEqualTo(before + 1);
    assertThat(docker.out("inspect", "--format", "{{.Id}}", node)).isEqualTo(id);
  }

  @Test
  @Order(9)
  void afterTheLossOfEngineAndDaemonAnUpFindsEverythingAsItWas() {
    var before = count();
    sample.killDaemon();
    docker.out("kill", node, Docker.proxy(CLUSTER));
    sample.up();
    assertThat(count()).isEqualTo(before + 1);

    // an engine that starts again under a daemon that goes on
    var restarts = restartsOfSignaling();
    sample.sandbox().restartEngine(CLUSTER);
    // what it heard of the cluster until then says nothing any more
    sample.up();
    assertThat(Http.get(sample.status().url("backend") + "/health").body())
        .contains("\"valkey\":\"up\"");
    assertThat(restartsOfSignaling()).isGreaterThan(restarts);
    assertThat(count()).isEqualTo(before + 2);
    assertThat(sample.body("landing", "/")).contains("<title>");

    // and again, with nobody who asks for it
    docker.out("restart", "--time", "0", Docker.proxy(CLUSTER), node);
    Project.until(SOON, () -> !sample.status().phase("backend").equals("ready"));
    Project.until(Devloop.DEADLINE, () -> sample.status().phase("backend").equals("ready"));
    assertThat(restartsOfSignaling()).isGreaterThan(restarts + 1);
    assertThat(count()).isEqualTo(before + 3);
  }

  private static int restartsOfSignaling() {
    return sample.status().service("signaling").at("/pods/0/restarts").asInt();
  }

  @Test
  @Order(10)
  void aDaemonKilledWhileItStopsOrMovesOrMakesAnewDoesNoHarm() {
    var before = count();
    var proxy = Docker.proxy(CLUSTER);
    sample.killDaemonIn(() -> docker.state(proxy).equals("exited"), "down");
    // the engine goes on with what it was asked for
    Project.until(SOON, () -> docker.state(node).equals("exited"));
    sample.devloop("down").mustEndWith(0);
    sample.up();

    var id = docker.out("inspect", "--format", "{{.Id}}", proxy);
    sample.edit(Project.CONFIG, Sandbox.PORTS, OTHER_PORTS);
    sample.killDaemonIn(
        () -> !docker.lines("ps", "-q", "--no-trunc").contains(id), "up", "--detach");
    sample.up();
    assertThat(sample.status().url("backend")).contains(":28180");

    sample.devloop("down").mustEndWith(0);
    sample.edit(Project.CONFIG, OTHER_PORTS, Sandbox.PORTS);
    sample.edit(Project.CONFIG, "ports: ", "ingress: none, ports: ");
    sample.killDaemonIn(RUNS, "up", "--detach", "--recreate");
    sample.devloop("up", "--detach", "--recreate").mustEndWith(0);
    assertThat(sample.kubectl().in("devloop-ingress").names("daemonsets")).isEmpty();

    sample.devloop("down").mustEndWith(0);
    sample.edit(Project.CONFIG, "ingress: none, ports: ", "ports: ");
    sample.devloop("up", "--detach", "--recreate").mustEndWith(0);
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  @Order(11)
  @Covers(keys = "idle")
  void anIdleClusterPausesItselfAndARequestKeepsItAwake() {
    sample.append(Project.CONFIG, "idle: 10s\n");
    sample.up();
    var url = sample.status().url("signaling") + "/health";
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      assertThat(Http.get(url).statusCode()).isEqualTo(200);
      assertThat(docker.state(node)).isEqualTo("running");
    }
    Project.until(SOON, () -> docker.state(node).equals("paused"));
    sample.up();
    assertThat(Http.get(url).statusCode()).isEqualTo(200);
  }

  /// The pods with their restarts, without the service whose files a test changes: its image is
  /// another one for the next daemon.
  private static List<String> pods() {
    return sample
        .kubectl()
        .out(
            "get",
            "pods",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}"
                + " {.status.containerStatuses[*].restartCount}{'\\n'}{end}")
        .lines()
        .filter(line -> !line.startsWith("landing"))
        .sorted()
        .toList();
  }

  private static int count() {
    return Status.json(Http.post(sample.status().url("backend") + "/counter", "").body())
        .path("value")
        .asInt();
  }
}
