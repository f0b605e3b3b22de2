package dev.devloop.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.devloop.core.config.ClusterConfig.Ingress;
import java.util.Optional;

/// Applies the ingress and the announcement of the registry when the cluster does not have just
/// those.
final class ClusterObjects implements Step {

  @Override
  public String title() {
    return "Ingress";
  }

  @Override
  public void run(Bringup bringup) {
    var ingress = bringup.wanted().ingress();
    var port = Registry.port(bringup.docker());
    var ports = Proxy.ports(bringup.docker(), bringup.cluster());
    if (ingress == Ingress.NONE) {
      takeAway(bringup, port, ports);
    }
    var found = bringup.get(Manifests.carrier(ingress));
    // what a project has switched on stays on
    var manifests = Manifests.of(ingress, port, ports, found.filter(Gateway::isOn).isPresent());
    if (!inputs(found).equals(manifests.inputs())) {
      if (ingress == Ingress.TRAEFIK) {
        IngressImage.supply(bringup);
      }
      bringup.kubectl().apply(manifests.text());
    }
  }

  /// An ingress that the cluster had before it was to have none.
  private static void takeAway(Bringup bringup, int port, Manifests.Ports ports) {
    var before = bringup.get(Manifests.carrier(Ingress.TRAEFIK));
    if (before.isPresent()) {
      bringup
          .kubectl()
          .delete(
              Manifests.of(Ingress.TRAEFIK, port, ports, before.filter(Gateway::isOn).isPresent())
                  .text());
    }
  }

  /// What the object was made from; empty when there is none.
  static String inputs(Optional<JsonNode> carrier) {
    return carrier
        .map(object -> object.path("metadata").path("annotations").path(Manifests.ANNOTATION))
        .map(JsonNode::asText)
        .orElse("");
  }
}
