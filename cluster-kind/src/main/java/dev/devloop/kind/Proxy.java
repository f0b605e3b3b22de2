package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.engine.ContainerSpec;
import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.PublishedPort;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The proxy that owns the host's ports of a cluster. It keeps the ports that it has, also when the
/// wanted ones have become free: URLs stay as they are until somebody asks for others.
final class Proxy implements Step {

  static final String IMAGE = "haproxy:3.0";

  @Override
  public String title() {
    return "Proxy";
  }

  @Override
  public void run(Bringup bringup) {
    front(bringup);
    new Exposure(bringup.host(), bringup.cluster()).startAll(bringup.progress());
  }

  private static void front(Bringup bringup) {
    var docker = bringup.docker();
    var name = bringup.cluster().proxy();
    var found = docker.container(name);
    found.ifPresent(container -> Ownership.check(container, "proxy"));
    if (found.isPresent() && current(bringup, found.get())) {
      if (start(docker, found.get())) {
        return;
      }
    } else if (found.isPresent()) {
      docker.remove(name);
    }
    bringup.host().images().obtain(IMAGE, bringup.progress());
    create(bringup, new HashSet<>());
  }

  /// The host's port that leads to a port of the proxy's container; 0 when there is no proxy.
  static int port(Docker docker, ClusterName cluster, int containerPort) {
    return docker.container(cluster.proxy()).stream()
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.containerPort() == containerPort)
        .mapToInt(PublishedPort::hostPort)
        .findFirst()
        .orElse(0);
  }

  /// The ports that were asked for, as a label; empty when there is no proxy.
  static Optional<String> asked(Docker docker, ClusterName cluster) {
    return docker
        .container(cluster.proxy())
        .flatMap(container -> Optional.ofNullable(container.labels().get(Names.PORTS)));
  }

  /// Those of the host that lead to the ingress.
  static Manifests.Ports ports(Docker docker, ClusterName cluster) {
    return new Manifests.Ports(
        port(docker, cluster, ProxyConfig.HTTP), port(docker, cluster, ProxyConfig.HTTPS));
  }

  private static boolean current(Bringup bringup, EngineContainer container) {
    return inputs(bringup).equals(container.labels().get(Names.INPUTS))
        && bringup.wanted().ports().equals(container.labels().get(Names.PORTS));
  }

  private static String inputs(Bringup bringup) {
    return Manifests.digest(IMAGE + "\n" + ProxyConfig.text(bringup.cluster()));
  }

  /// @return false when it is gone because one of its ports is taken
  static boolean start(Docker docker, EngineContainer container) {
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
    var cluster = bringup.cluster();
    var choice = PortChoice.of(bringup.wanted(), bringup.host().ports()::free, tried);
    docker.create(spec(bringup, choice));
    docker.write(cluster.proxy(), Map.of(ProxyConfig.PATH, ProxyConfig.text(cluster)));
    if (start(docker, docker.container(cluster.proxy()).orElseThrow())) {
      tell(bringup, choice);
    } else {
      // the engine does not always say which of the two it was
      tried.add(choice.http());
      tried.add(choice.https());
      create(bringup, tried);
    }
  }

  private static ContainerSpec spec(Bringup bringup, PortChoice choice) {
    return ContainerSpec.of(bringup.cluster().proxy(), IMAGE)
        .labels(
            Map.of(
                Names.ROLE, "proxy",
                Names.CLUSTER, bringup.cluster().value(),
                Names.INPUTS, inputs(bringup),
                Names.PORTS, bringup.wanted().ports()))
        .ports(
            new PublishedPort("127.0.0.1", choice.http(), ProxyConfig.HTTP),
            new PublishedPort("127.0.0.1", choice.https(), ProxyConfig.HTTPS))
        .network(Names.NETWORK)
        .restarting();
  }

  private static void tell(Bringup bringup, PortChoice choice) {
    tell(bringup, "HTTP", bringup.wanted().httpPort(), choice.http());
    tell(bringup, "HTTPS", bringup.wanted().httpsPort(), choice.https());
  }

  private static void tell(Bringup bringup, String protocol, int wanted, int chosen) {
    if (wanted != chosen) {
      bringup
          .progress()
          .line("port %d is in use: %s is on port %d".formatted(wanted, protocol, chosen));
    }
  }

  /// How long its connections get to end when it is stopped.
  static final Duration GRACE = Duration.ofSeconds(1);
}
