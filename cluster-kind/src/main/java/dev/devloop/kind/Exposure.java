package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.engine.ContainerSpec;
import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.PublishedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// The ports of this machine that lead to services without the ingress: a TCP proxy for each
/// service that has some. Ports of a container cannot be changed, and one more must not cut the
/// connections of the others.
record Exposure(Host host, ClusterName cluster) {

  private static final String ROLE = "expose";
  private static final String PROJECT = "dev.devloop.project";
  private static final String SERVICE = "dev.devloop.service";

  /// The container's own ports begin here: above those that need a privilege.
  private static final int FIRST_PORT = 10_000;

  /// Makes a service's ports be just these; what is so already is kept.
  ///
  /// @throws DevloopException `port-in-use`
  void set(Exposed wanted, Progress progress) {
    var docker = host.docker();
    var name = name(wanted);
    var text = config(wanted.ports());
    var inputs = Manifests.digest(Proxy.IMAGE + "\n" + wanted.ports() + "\n" + text);
    var found = docker.container(name);
    found.ifPresent(container -> Ownership.check(container, ROLE));
    if (found.filter(it -> inputs.equals(it.labels().get(Names.INPUTS))).isPresent()) {
      start(wanted, found.get());
      return;
    }
    found.ifPresent(it -> docker.remove(it.id()));
    requireFree(wanted);
    host.images().obtain(Proxy.IMAGE, progress);
    docker.create(spec(wanted, inputs));
    docker.write(name, Map.of(ProxyConfig.PATH, text));
    start(wanted, docker.container(name).orElseThrow());
  }

  /// Removes the ports of a project's services.
  ///
  /// @param keep services that keep theirs
  void retain(String project, Set<String> keep) {
    for (var container : containers()) {
      var labels = container.labels();
      if (project.equals(labels.get(PROJECT)) && !keep.contains(labels.getOrDefault(SERVICE, ""))) {
        host.docker().remove(container.id());
      }
    }
  }

  /// The containers of all projects.
  List<EngineContainer> containers() {
    return host.docker().containers(Map.of(Names.ROLE, ROLE, Names.CLUSTER, cluster.value()));
  }

  /// How many bytes have come to the ports of services since their proxies were started.
  long received() {
    return containers().stream()
        .filter(EngineContainer::running)
        .mapToLong(it -> host.docker().received(it.id()))
        .sum();
  }

  /// After the cluster was stopped. Ports that somebody else took meanwhile are given up.
  void startAll(Progress progress) {
    for (var container : containers()) {
      if (!Proxy.start(host.docker(), container)) {
        progress.line("a port of " + container.name() + " is in use: it is not exposed any more");
      }
    }
  }

  private void start(Exposed wanted, EngineContainer container) {
    if (!Proxy.start(host.docker(), container)) {
      throw taken(wanted, List.copyOf(wanted.ports().keySet()));
    }
  }

  private void requireFree(Exposed wanted) {
    var taken = wanted.ports().keySet().stream().filter(port -> !host.ports().free(port)).toList();
    if (!taken.isEmpty()) {
      throw taken(wanted, taken);
    }
  }

  private DevloopException taken(Exposed wanted, List<Integer> ports) {
    var list = String.join(", ", ports.stream().map(String::valueOf).toList());
    var owners = owners(ports);
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "port-in-use",
                "Port %s of this machine, which service %s exposes, is taken."
                    .formatted(list, wanted.service()),
                owners.isEmpty()
                    ? "Another program listens on it, such as the same server installed here."
                    : "It belongs to " + String.join(", ", owners) + ".",
                "Stop the other one, or choose another port: services.%s.expose.host"
                    .formatted(wanted.service()))
            .withEvidence(List.of("ss -ltnp 'sport = :" + ports.getFirst() + "' names a program")));
  }

  /// Containers of devloop, of any cluster, that publish one of the ports.
  private List<String> owners(List<Integer> ports) {
    return host.docker().containers(Map.of(Names.ROLE, "")).stream()
        .filter(it -> it.ports().stream().anyMatch(port -> ports.contains(port.hostPort())))
        .map(it -> "the container " + it.name())
        .toList();
  }

  private ContainerSpec spec(Exposed wanted, String inputs) {
    var ports = new ArrayList<PublishedPort>();
    var inner = FIRST_PORT;
    for (var port : wanted.ports().keySet()) {
      ports.add(new PublishedPort("127.0.0.1", port, inner++));
    }
    return ContainerSpec.of(name(wanted), Proxy.IMAGE)
        .labels(
            Map.of(
                Names.ROLE,
                ROLE,
                Names.CLUSTER,
                cluster.value(),
                Names.INPUTS,
                inputs,
                PROJECT,
                wanted.project(),
                SERVICE,
                wanted.service()))
        .ports(ports.toArray(PublishedPort[]::new))
        .network(Names.NETWORK)
        .restarting();
  }

  private String config(SortedMap<Integer, Integer> ports) {
    var text = new StringBuilder(ProxyConfig.HEAD);
    var inner = FIRST_PORT;
    for (var nodePort : ports.values()) {
      text.append(ProxyConfig.way("port" + inner, inner, cluster, nodePort));
      inner++;
    }
    return text.toString();
  }

  private String name(Exposed wanted) {
    return "devloop-expose-%s-%s-%s".formatted(cluster.value(), wanted.project(), wanted.service());
  }
}
