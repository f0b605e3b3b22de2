package dev.devloop.kind;

import dev.devloop.core.config.ClusterConfig.Ingress;

/// Puts the image of the ingress into the registry while the cluster is made; [ClusterObjects] does
/// it later where it is missing.
final class IngressImage implements Step {

  static final String REFERENCE = "traefik:v3.6";

  /// Where the node looks for it, at docker.io or the local registry.
  static final String PATH = "library/traefik:v3.6";

  @Override
  public String title() {
    return "Ingress image";
  }

  @Override
  public void run(Bringup bringup) {
    if (bringup.wanted().ingress() == Ingress.TRAEFIK
        && ClusterLook.at(bringup.host(), bringup.cluster()).marker().isEmpty()) {
      supply(bringup);
    }
  }

  static void supply(Bringup bringup) {
    var images = bringup.host().images();
    images.obtain(REFERENCE, bringup.progress());
    var registry = "localhost:" + Registry.port(bringup.docker());
    images.push(registry, REFERENCE, PATH, bringup.progress());
  }
}
