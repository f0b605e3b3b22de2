package dev.devloop.kind;

import dev.devloop.core.config.ClusterConfig.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What of a cluster has to be made anew so that it is as a project wants it. The caller holds the
/// cluster's lock.
///
/// @param has the settings that the cluster has
/// @param wants those that the project asks for
record Recreate(Host host, ClusterName cluster, ClusterSettings has, ClusterSettings wants) {

  /// @param agreed is asked once when there is something, with a line for each part
  /// @return false when it was not agreed to
  /// @throws dev.devloop.core.DevloopException `cluster-settings-differ` when another project works
  ///   in the cluster
  static boolean ask(Bringup bringup, Predicate<List<String>> agreed) {
    var cluster = bringup.cluster();
    var marker = ClusterLook.at(bringup.host(), cluster).marker();
    if (marker.isEmpty()) {
      return true;
    }
    var has = marker.get().settings();
    var recreate = new Recreate(bringup.host(), cluster, has, bringup.wanted());
    var parts = recreate.parts();
    if (parts.isEmpty()) {
      return true;
    }
    if (CheckOwner.othersAreActive(bringup)) {
      CheckOwner.checkSettings(bringup, marker.get());
    }
    if (!agreed.test(parts)) {
      return false;
    }
    recreate.run();
    return true;
  }

  /// One line each, for a person who is asked; empty when nothing is to be done.
  private List<String> parts() {
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
  private void run() {
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
