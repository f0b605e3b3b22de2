package dev.devloop.kind;

/// The configuration that `kind create cluster` gets. The node has no host ports but the API
/// server's, which kind chooses on 127.0.0.1: ports of a container cannot be changed later, the
/// proxy's can.
final class KindConfig {

  private KindConfig() {}

  /// @param cgroupVersion of the engine's host, 1 or 2
  static String text(ClusterName cluster, int cgroupVersion) {
    var text =
        """
        kind: Cluster
        apiVersion: kind.x-k8s.io/v1alpha4
        name: %s
        nodes:
        - role: control-plane
        networking:
          apiServerAddress: 127.0.0.1
        """
            .formatted(cluster.value());
    // kubelet 1.35 and later refuse to start on cgroup v1 unless told
    return cgroupVersion != 1
        ? text
        : text
            + """
            kubeadmConfigPatches:
            - |
              kind: KubeletConfiguration
              apiVersion: kubelet.config.k8s.io/v1beta1
              failCgroupV1: false
            """;
  }
}
