package dev.devloop.kind;

/// The configuration that `kind create cluster` gets. The node has no host ports but the API
/// server's, which kind chooses on 127.0.0.1: ports of a container cannot be changed later, the
/// proxy's can.
final class KindConfig {

  private KindConfig() {}

  /// @param cgroupVersion of the engine's host, 1 or 2
  static String text(ClusterName cluster, int cgroupVersion) {
    return """
    kind: Cluster
    apiVersion: kind.x-k8s.io/v1alpha4
    name: %s
    nodes:
    - role: control-plane
    networking:
      apiServerAddress: 127.0.0.1
    kubeadmConfigPatches:
    """
            .formatted(cluster.value())
        + SINGLE
        + KEYS
        + PULLS
        + (cgroupVersion == 1 ? CGROUP_V1 : "")
        + PLUGINS;
  }

  /// The agent is a plugin of containerd (NRI), which is on unless somebody switched it off. The
  /// agent itself takes a second at most; a busy machine may make 2 s of it, containerd's limit.
  private static final String PLUGINS =
      """
      containerdConfigPatches:
      - |
        disabled_plugins = []
        [plugins."io.containerd.nri.v1.nri"]
          disable = false
          plugin_request_timeout = "30s"
      """;

  /// There is one of each: after a restart of the node the controllers need not wait 15 s until the
  /// lease of their former selves has ended, nor etcd up to 1.9 s for votes of others before it
  /// serves (its defaults are 1000 and 100 ms; it demands a ratio of 5 at least). Nor is the API
  /// server to be spared by them: at 20 requests a second, the default, each controller would take
  /// seconds for the pods of thirty services. Without an apiVersion kind fits it to the one it
  /// writes.
  private static final String SINGLE =
      """
      - |
        kind: ClusterConfiguration
        etcd:
          local:
            extraArgs:
              election-timeout: "100"
              heartbeat-interval: "20"
        controllerManager:
          extraArgs:
            kube-api-burst: "1000"
            kube-api-qps: "500"
            leader-elect: "false"
        scheduler:
          extraArgs:
            leader-elect: "false"
      """;

  /// A dozen keys are made for a cluster: RSA, the default, takes a second of CPU, and more for
  /// each connection. Older versions of kubeadm, whose configuration has another apiVersion, know
  /// no other.
  private static final String KEYS =
      """
      - |
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        encryptionAlgorithm: ECDSA-P256
      """;

  /// All images come from the registry next door: the kubelet's own limits, one at a time and five
  /// a second, are made for registries of others, and what is above them waits 10 s for its next
  /// try.
  private static final String PULLS =
      """
      - |
        kind: KubeletConfiguration
        apiVersion: kubelet.config.k8s.io/v1beta1
        serializeImagePulls: false
        registryPullQPS: 0
      """;

  /// kubelet 1.35 and later refuse to start there unless told.
  private static final String CGROUP_V1 =
      """
      - |
        kind: KubeletConfiguration
        apiVersion: kubelet.config.k8s.io/v1beta1
        failCgroupV1: false
      """;
}
