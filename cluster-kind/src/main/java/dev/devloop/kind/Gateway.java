package dev.devloop.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.devloop.core.Progress;
import dev.devloop.core.config.ClusterConfig.Ingress;

/// The Gateway API in the ingress, from the first project on whose manifests use it: until then
/// there are neither its definitions nor watches for its objects.
record Gateway(Host host, ClusterName cluster) {

  private static final String API = "/apis/gateway.networking.k8s.io/v1";

  /// What switches it on in the ingress, and says so.
  static final String SWITCH = "--providers.kubernetesgateway=true";

  private static final String[] ESTABLISHED = {
    "wait",
    "--for=condition=Established",
    "--timeout=60s",
    "crd/gatewayclasses.gateway.networking.k8s.io",
    "crd/gateways.gateway.networking.k8s.io",
    "crd/httproutes.gateway.networking.k8s.io"
  };

  /// Whether the ingress serves it.
  ///
  /// @param daemonSet of the ingress, or a missing node
  static boolean isOn(JsonNode daemonSet) {
    for (var arg : daemonSet.at("/spec/template/spec/containers/0/args")) {
      if (arg.asText().equals(SWITCH)) {
        return true;
      }
    }
    return false;
  }

  /// @param definitions also these, unless the cluster has some
  void switchOn(boolean definitions, Progress progress) {
    var kubectl = new NodeKubectl(host.docker(), cluster);
    if (definitions && host.get(cluster, API).isEmpty()) {
      progress.step("definitions of the Gateway API");
      kubectl.apply(host.texts().text("gateway-api.yaml", progress));
    }
    var manifests =
        Manifests.of(
            Ingress.TRAEFIK,
            Registry.port(host.docker()),
            Proxy.ports(host.docker(), cluster),
            true);
    if (!manifests.inputs().equals(ClusterObjects.inputs(host.get(cluster, manifests.carrier())))) {
      progress.step("Gateway API in the ingress");
      kubectl.output(ESTABLISHED);
      kubectl.apply(manifests.text());
      kubectl.output(
          "rollout",
          "status",
          "daemonset/traefik",
          "--namespace=" + Manifests.NAMESPACE,
          "--timeout=120s");
    }
  }
}
