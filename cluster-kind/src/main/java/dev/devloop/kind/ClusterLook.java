package dev.devloop.kind;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.EngineContainer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the engine has of a cluster, whoever made it.
///
/// @param node the container of its first node
/// @param marker what devloop wrote into it; empty when it is half-made or somebody else's
record ClusterLook(Optional<EngineContainer> node, Optional<Marker> marker) {

  static ClusterLook at(Host host, ClusterName cluster) {
    var node = host.docker().container(cluster.node());
    return new ClusterLook(
        node, node.filter(ClusterLook::inOurNetwork).flatMap(host.markers()::of));
  }

  /// The node is in devloop's network: nobody else puts one there.
  boolean ours() {
    return node.filter(ClusterLook::inOurNetwork).isPresent();
  }

  boolean halfMade() {
    return ours() && marker.isEmpty();
  }

  /// As it is when nobody is making it just now.
  ClusterStatus status() {
    return new ClusterStatus(phase(), started());
  }

  Instant started() {
    return node.filter(_ -> ours()).map(EngineContainer::started).orElse(Instant.EPOCH);
  }

  /// As it is when nobody is making it just now.
  ClusterPhase phase() {
    if (!ours()) {
      return ClusterPhase.NONE;
    }
    return halfMade()
        ? ClusterPhase.FAILED
        : switch (node.orElseThrow().state()) {
          case RUNNING -> ClusterPhase.RUNNING;
          case PAUSED -> ClusterPhase.PAUSED;
          case CREATED, STOPPED -> ClusterPhase.STOPPED;
        };
  }

  static boolean inOurNetwork(EngineContainer container) {
    return container.addresses().containsKey(Names.NETWORK);
  }

  /// The first container of kind's that is part of a cluster of that name which devloop did not
  /// make.
  static Optional<EngineContainer> foreign(Docker docker, ClusterName cluster) {
    return nodes(docker, Map.of(Names.KIND_CLUSTER, cluster.value())).stream()
        .filter(container -> !inOurNetwork(container))
        .findFirst();
  }

  /// The nodes of all of devloop's clusters.
  static List<EngineContainer> ourNodes(Docker docker) {
    return nodes(docker, Map.of(Names.KIND_CLUSTER, "")).stream()
        .filter(ClusterLook::inOurNetwork)
        .toList();
  }

  private static List<EngineContainer> nodes(Docker docker, Map<String, String> labels) {
    return docker.containers(labels);
  }

  static DevloopException notOurs(ClusterName cluster, String what, String fix) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "cluster-not-ours",
            what,
            "devloop never touches what it did not make, and two clusters cannot have one name.",
            fix
                + " Or choose another name: cluster.name in dev-config.yaml (now "
                + cluster.value()
                + ")."));
  }
}
