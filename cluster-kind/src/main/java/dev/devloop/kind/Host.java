package dev.devloop.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/// What the steps may touch of this machine.
record Host(
    Docker docker,
    Markers markers,
    ImageSupply images,
    KindTool kind,
    ClusterFiles files,
    UserKubeconfig kubeconfig,
    HostPorts ports,
    NodeAgent agent,
    ApiClient.Opener api,
    ObjectTexts texts) {

  /// @param cluster whose node has its certificates; it need not run yet
  ApiClient connect(ClusterName cluster) {
    return api.open(ownKubeconfig(cluster), cluster.context());
  }

  /// devloop's own for the cluster; a lost state folder is made good here too.
  Path ownKubeconfig(ClusterName cluster) {
    OwnKubeconfig.ensure(docker, files, cluster);
    return files.kubeconfig(cluster);
  }

  /// An object or list by its API path; empty when there is none.
  Optional<JsonNode> get(ClusterName cluster, String path) {
    try (var client = connect(cluster)) {
      return client.get(path).flatMap(Json::tree);
    }
  }
}
