package dev.devloop.kind;

/// The name of a kind cluster and the names that follow from it.
record ClusterName(String value) {

  /// kind's name for the container of a cluster's first node.
  String node() {
    return value + "-control-plane";
  }

  String proxy() {
    return "devloop-proxy-" + value;
  }

  /// kind's name for the kubeconfig's context, cluster and user.
  String context() {
    return "kind-" + value;
  }
}
