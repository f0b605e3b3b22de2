package dev.devloop.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.devloop.core.Progress;
import dev.devloop.engine.EngineContainer;
import java.util.Optional;
import java.util.function.Consumer;

/// One run of the steps: what is wanted, and where to say how far it is. It holds no results: a
/// step that needs what another one did asks the engine, so that it is right after a crash too.
///
/// @param project the one that asks
/// @param registry is told the address of the registry as soon as it takes images
record Bringup(
    Host host,
    ClusterName cluster,
    ClusterSettings wanted,
    String project,
    Consumer<String> registry,
    Progress progress) {

  Bringup with(Progress other) {
    return new Bringup(host, cluster, wanted, project, registry, other);
  }

  Docker docker() {
    return host.docker();
  }

  Optional<EngineContainer> node() {
    return host.docker().container(cluster.node());
  }

  NodeKubectl kubectl() {
    return new NodeKubectl(host.docker(), cluster);
  }

  /// An object or list of the cluster by its API path; empty when there is none.
  Optional<JsonNode> get(String path) {
    return host.get(cluster, path);
  }

  /// The cluster is being made by this run, or by one that was killed before its end.
  boolean creating() {
    return host.files().record(cluster).creating();
  }
}
