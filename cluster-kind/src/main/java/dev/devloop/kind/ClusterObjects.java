package dev.devloop.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.devloop.core.config.ClusterConfig.Ingress;

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
    var manifests = Manifests.of(ingress, Registry.port(bringup.docker()));
    var kubectl = bringup.kubectl();
    var has =
        kubectl
            .get(manifests.carrier())
            .map(object -> object.path("metadata").path("annotations").path(Manifests.ANNOTATION))
            .map(JsonNode::asText)
            .orElse("");
    if (!has.equals(manifests.inputs())) {
      if (ingress == Ingress.TRAEFIK) {
        IngressImage.supply(bringup);
      }
      kubectl.apply(manifests.text());
    }
  }
}
