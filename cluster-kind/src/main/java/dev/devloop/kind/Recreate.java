package dev.devloop.kind;

import dev.devloop.core.config.ClusterConfig.Ingress;
import java.util.ArrayList;
import java.util.List;

/// What of a cluster has to be made anew so that it is as a project wants it. The caller holds the
/// cluster's lock.
///
/// @param has the settings that the cluster has
/// @param wants those that the project asks for
record Recreate(Host host, ClusterName cluster, ClusterSettings has, ClusterSettings wants) {

  /// One line each, for a person who is asked; empty when nothing is to be done.
  List<String> parts() {
    var lines = new ArrayList<String>();
    if (otherNode()) {
      lines.add(
          "the node, for Kubernetes %s instead of %s: all that is in it is gone, volumes too"
              .formatted(wants.kubernetes(), has.kubernetes()));
    } else if (has.ingress() != wants.ingress()) {
      lines.add(
          wants.ingress() == Ingress.NONE
              ? "the ingress: traefik is taken away; node, services and volumes stay"
              : "the ingress: traefik is set up; node, services and volumes stay");
    }
    return lines;
  }

  /// The next bring-up makes anew what this takes away.
  void run() {
    if (otherNode()) {
      new Shutdown(host, cluster).delete();
    } else {
      var node = host.docker().container(cluster.node()).orElseThrow();
      var marker = host.markers().of(node).orElseThrow();
      host.markers().write(node, marker.with(wants));
    }
  }

  private boolean otherNode() {
    return !has.kubernetes().equals(wants.kubernetes());
  }
}
