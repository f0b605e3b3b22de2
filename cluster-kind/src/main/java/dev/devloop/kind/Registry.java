package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.ContainerSpec;
import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.PublishedPort;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The local registry: one for all clusters of the engine. Its images are on a volume, so that the
/// container can be made anew.
final class Registry implements Step {

  private static final String IMAGE = "registry:2";

  /// Not 5000, which macOS keeps for AirPlay.
  private static final int FIRST_PORT = 5001;

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "Registry";
  }

  @Override
  public void run(Bringup bringup) {
    var docker = bringup.docker();
    var found = docker.container(Names.REGISTRY);
    found.ifPresent(container -> Ownership.check(container, "registry"));
    if (found.isEmpty() || !start(docker, found.get())) {
      bringup.host().images().obtain(IMAGE, bringup.progress());
      docker.ensureVolume(Names.REGISTRY, Names.role("registry"));
      create(bringup, new HashSet<>());
    }
    var port = port(docker);
    var ports = bringup.host().ports();
    if (!Waiting.until(() -> ports.answersHttp(port), DEADLINE, "the registry")) {
      throw failed(docker, port);
    }
    bringup.registry().accept(address(docker));
  }

  /// Host and port as the engine sees it.
  static String address(Docker docker) {
    return "localhost:" + port(docker);
  }

  /// The port of the registry on the host.
  static int port(Docker docker) {
    return docker.container(Names.REGISTRY).stream()
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.containerPort() == Names.REGISTRY_PORT)
        .mapToInt(PublishedPort::hostPort)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the registry has no port"));
  }

  /// @return false when it is gone because its port is taken
  private static boolean start(Docker docker, EngineContainer container) {
    try {
      if (container.state() == EngineContainer.State.PAUSED) {
        docker.unpause(container.id());
      } else {
        docker.start(container.id());
      }
      return true;
    } catch (DevloopException e) {
      Ownership.expect(e, "port-in-use");
      docker.remove(container.id());
      return false;
    }
  }

  private static void create(Bringup bringup, Set<Integer> tried) {
    var docker = bringup.docker();
    var port = FIRST_PORT;
    while (tried.contains(port) || !bringup.host().ports().free(port)) {
      port++;
    }
    try {
      docker.create(spec(port));
    } catch (DevloopException e) {
      // a devloop of another cluster has just made it: its port is as good
      Ownership.expect(e, "name-in-use");
    }
    if (!start(docker, docker.container(Names.REGISTRY).orElseThrow())) {
      tried.add(port);
      create(bringup, tried);
    }
  }

  private static ContainerSpec spec(int port) {
    return ContainerSpec.of(Names.REGISTRY, IMAGE)
        .env(Map.of("REGISTRY_STORAGE_DELETE_ENABLED", "true"))
        .labels(Names.role("registry"))
        .ports(new PublishedPort("127.0.0.1", port, Names.REGISTRY_PORT))
        .volumes(Map.of(Names.REGISTRY, "/var/lib/registry"))
        .network(Names.NETWORK)
        .restarting();
  }

  private static DevloopException failed(Docker docker, int port) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "registry-failed",
                "The local registry does not answer on port " + port + ".",
                "Its container does not start properly.",
                "docker rm -f " + Names.REGISTRY + ", then run the command again")
            .withEvidence(docker.logs(Names.REGISTRY, 15)));
  }
}
