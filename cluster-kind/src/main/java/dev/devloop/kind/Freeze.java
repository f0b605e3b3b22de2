package dev.devloop.kind;

import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.EngineContainer.State;
import java.util.Map;

/// Freezes a cluster and wakes it: its processes keep their memory, connections stay open, and none
/// of them gets any CPU. The caller holds the cluster's lock.
///
/// The registry is not the cluster's own, and one that nobody asks takes no CPU: it stays awake.
record Freeze(Host host, ClusterName cluster) {

  /// Freezes the node first: a cluster whose node is frozen counts as paused, so that one that was
  /// left half-way is woken all the same.
  ///
  /// @return false when no node runs, and nothing was done
  boolean pause() {
    var look = ClusterLook.at(host, cluster);
    if (look.marker().isEmpty()) {
      return false;
    }
    var node = look.node().orElseThrow();
    if (node.state() == State.RUNNING) {
      new Shutdown(host, cluster).remember();
      host.docker().pause(node.id());
    } else if (node.state() != State.PAUSED) {
      return false;
    }
    host.docker().containers(Map.of(Names.CLUSTER, cluster.value())).stream()
        .filter(EngineContainer::running)
        .forEach(container -> host.docker().pause(container.id()));
    return true;
  }

  /// Wakes what is frozen, and leaves what is not as it is.
  void wake() {
    host.docker().container(cluster.node()).filter(ClusterLook::inOurNetwork).ifPresent(this::wake);
    host.docker().containers(Map.of(Names.CLUSTER, cluster.value())).forEach(this::wake);
  }

  private void wake(EngineContainer container) {
    if (container.state() == State.PAUSED) {
      host.docker().unpause(container.id());
    }
  }
}
