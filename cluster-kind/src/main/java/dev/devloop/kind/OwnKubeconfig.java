package dev.devloop.kind;

import dev.devloop.engine.PublishedPort;
import java.util.Optional;

/// The kubeconfig that devloop itself uses.
final class OwnKubeconfig {

  private static final int API = 6443;

  private OwnKubeconfig() {}

  static Optional<Kubeconfig> read(ClusterFiles files, ClusterName cluster) {
    return PrivateFile.read(files.kubeconfig(cluster)).map(Kubeconfig::parse);
  }

  /// Made from the node's own when it is missing, or is that of a node before this one.
  static Kubeconfig ensure(Docker docker, ClusterFiles files, ClusterName cluster) {
    int port = apiPort(docker, cluster);
    var server = Optional.of("https://127.0.0.1:" + port);
    var kept = read(files, cluster).filter(own -> own.server(cluster).equals(server));
    if (kept.isPresent()) {
      return kept.get();
    }
    var admin =
        docker
            .read(cluster.node(), "/etc/kubernetes/admin.conf")
            .orElseThrow(() -> new IllegalStateException("the node has no admin.conf"));
    var own = Kubeconfig.of(cluster, admin, port);
    PrivateFile.write(files.kubeconfig(cluster), own.text());
    return own;
  }

  /// The port of 127.0.0.1 that leads to the API server.
  private static int apiPort(Docker docker, ClusterName cluster) {
    return docker.container(cluster.node()).orElseThrow().ports().stream()
        .filter(published -> published.containerPort() == API)
        .mapToInt(PublishedPort::hostPort)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the node has no API port"));
  }
}
