package dev.devloop.kind;

import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// A kubeconfig as text in and text out. What it does not know stays as it is: fields, order,
/// quotes and comments, since the YAML nodes are edited and not the values.
final class Kubeconfig {

  /// The name of the extension that marks a context as devloop's own, as minikube does.
  static final String EXTENSION = "dev.devloop";

  private final MappingNode root;

  private Kubeconfig(MappingNode root) {
    this.root = root;
  }

  /// @throws IllegalArgumentException when it is not YAML or no mapping
  static Kubeconfig parse(String text) {
    return new Kubeconfig(YamlNodes.parse(text));
  }

  /// The kubeconfig of a cluster made from the `admin.conf` that kubeadm wrote in the node.
  ///
  /// @param port of 127.0.0.1 that the API server is published on
  static Kubeconfig of(ClusterName cluster, String adminConf, int port) {
    var admin = parse(adminConf);
    var name = cluster.context();
    var authority = admin.first("clusters", "cluster", "certificate-authority-data");
    var certificate = admin.first("users", "user", "client-certificate-data");
    var key = admin.first("users", "user", "client-key-data");
    return parse(
        """
        apiVersion: v1
        kind: Config
        clusters:
        - cluster:
            certificate-authority-data: %s
            server: https://127.0.0.1:%d
          name: %s
        contexts:
        - context:
            cluster: %s
            extensions:
            - extension:
                provider: %s
              name: %s
            user: %s
          name: %s
        current-context: %s
        users:
        - name: %s
          user:
            client-certificate-data: %s
            client-key-data: %s
        """
            .formatted(
                authority,
                port,
                name,
                name,
                EXTENSION,
                EXTENSION,
                name,
                name,
                name,
                name,
                certificate,
                key));
  }

  /// Whether it has a context, cluster or user of that name.
  boolean has(ClusterName cluster) {
    return entry("contexts", cluster).isPresent()
        || entry("clusters", cluster).isPresent()
        || entry("users", cluster).isPresent();
  }

  /// Whether the entries of that name are devloop's: the context carries the mark, or the cluster
  /// has the authority of `own` (kind itself wrote the entries anew, without the mark).
  boolean isOurs(ClusterName cluster, Optional<Kubeconfig> own) {
    var marked =
        entry("contexts", cluster)
            .flatMap(entry -> YamlNodes.mapping(entry, "context"))
            .map(context -> YamlNodes.entry(context, "extensions", EXTENSION).isPresent())
            .orElse(false);
    return marked || own.map(mine -> sameAuthority(mine, cluster)).orElse(false);
  }

  private boolean sameAuthority(Kubeconfig own, ClusterName cluster) {
    var here = authority(cluster);
    return here.isPresent() && here.equals(own.authority(cluster));
  }

  private Optional<String> authority(ClusterName cluster) {
    return entry("clusters", cluster)
        .flatMap(entry -> YamlNodes.mapping(entry, "cluster"))
        .flatMap(inner -> YamlNodes.text(inner, "certificate-authority-data"));
  }

  /// The URL of the API server.
  Optional<String> server(ClusterName cluster) {
    return entry("clusters", cluster)
        .flatMap(entry -> YamlNodes.mapping(entry, "cluster"))
        .flatMap(inner -> YamlNodes.text(inner, "server"));
  }

  Optional<String> currentContext() {
    return YamlNodes.text(root, "current-context").filter(name -> !name.isEmpty());
  }

  void currentContext(String name) {
    YamlNodes.setText(root, "current-context", name);
  }

  /// Takes over the entries of a cluster from its own kubeconfig, in place of those of the same
  /// name.
  void merge(ClusterName cluster, Kubeconfig own) {
    YamlNodes.setTextIfAbsent(root, "apiVersion", "v1");
    YamlNodes.setTextIfAbsent(root, "kind", "Config");
    for (var list : new String[] {"clusters", "contexts", "users"}) {
      own.entry(list, cluster)
          .ifPresent(node -> YamlNodes.put(root, list, cluster.context(), node));
    }
  }

  /// Takes out the entries of a cluster, and the current context when it is that one.
  void remove(ClusterName cluster) {
    for (var list : new String[] {"clusters", "contexts", "users"}) {
      YamlNodes.remove(root, list, cluster.context());
    }
    if (currentContext().equals(Optional.of(cluster.context()))) {
      currentContext("");
    }
  }

  String text() {
    return YamlNodes.write(root);
  }

  private Optional<MappingNode> entry(String list, ClusterName cluster) {
    return YamlNodes.entry(root, list, cluster.context());
  }

  private String first(String list, String inner, String key) {
    return YamlNodes.entries(root, list).stream()
        .findFirst()
        .flatMap(entry -> YamlNodes.mapping(entry, inner))
        .flatMap(node -> YamlNodes.text(node, key))
        .orElseThrow(() -> new IllegalArgumentException("no " + key + " in " + list));
  }
}
