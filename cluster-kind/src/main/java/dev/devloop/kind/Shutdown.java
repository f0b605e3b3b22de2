package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.engine.EngineContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The way down: stopping and deleting. The caller holds the cluster's lock.
record Shutdown(Host host, ClusterName cluster) {

  /// systemd in the node ends in about 6 s; then the engine kills it.
  private static final Duration NODE_GRACE = Duration.ofSeconds(15);

  void stop() {
    var look = ClusterLook.at(host, cluster);
    if (!look.ours()) {
      return;
    }
    var node = look.node().orElseThrow();
    if (node.running() && look.marker().isPresent()) {
      remember();
    }
    // a frozen process cannot end
    new Freeze(host, cluster).wake();
    exposed().forEach(it -> stop(it.name(), Proxy.GRACE));
    stop(cluster.proxy(), Proxy.GRACE);
    host.docker().stop(node.id(), NODE_GRACE);
    if (Stream.concat(otherNodes().stream(), proxies().stream())
        .noneMatch(EngineContainer::running)) {
      stop(Names.REGISTRY, Proxy.GRACE);
    }
  }

  /// What is in it can only be asked while it runs.
  void remember() {
    try {
      var projects = new Projects(new NodeKubectl(host.docker(), cluster)).list();
      host.files().save(cluster, host.files().record(cluster).projects(projects));
    } catch (DevloopException _) {
      // it shall stop all the same, whatever its API says
    }
  }

  private void stop(String container, Duration grace) {
    if (host.docker()
        .container(container)
        .filter(it -> it.labels().containsKey(Names.ROLE))
        .isPresent()) {
      host.docker().stop(container, grace);
    }
  }

  void delete() {
    var docker = host.docker();
    var look = ClusterLook.at(host, cluster);
    if (look.node().isPresent() && !look.ours()) {
      throw ClusterLook.notOurs(
          cluster,
          "The kind cluster " + cluster.value() + " was not made by devloop.",
          "Delete it yourself: kind delete cluster --name " + cluster.value() + ".");
    }
    host.kind().endLeftover(host.files().kindKubeconfig(cluster));
    host.kubeconfig().remove(cluster, OwnKubeconfig.read(host.files(), cluster));
    exposed().forEach(it -> remove(it.name()));
    remove(cluster.proxy());
    look.node().ifPresent(node -> docker.remove(node.id()));
    if (otherNodes().isEmpty() && proxies().isEmpty()) {
      remove(Names.REGISTRY);
      docker.removeVolume(Names.REGISTRY);
      docker.removeNetwork(Names.NETWORK);
    }
    host.files().delete(cluster);
  }

  private void remove(String container) {
    if (host.docker()
        .container(container)
        .filter(it -> it.labels().containsKey(Names.ROLE))
        .isPresent()) {
      host.docker().remove(container);
    }
  }

  private List<EngineContainer> exposed() {
    return new Exposure(host, cluster).containers();
  }

  private List<EngineContainer> otherNodes() {
    return ClusterLook.ourNodes(host.docker()).stream()
        .filter(node -> !node.name().equals(cluster.node()))
        .toList();
  }

  /// A cluster that is being made may not have its node yet, but its proxy.
  private List<EngineContainer> proxies() {
    return host.docker().containers(Map.of(Names.ROLE, "proxy"));
  }
}
