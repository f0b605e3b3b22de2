package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.EngineContainer;
import java.util.ArrayList;

/// Nothing is started before it is sure whose the cluster is, and that it is what the project
/// wants.
final class CheckOwner implements Step {

  @Override
  public String title() {
    return "Check whose cluster it is";
  }

  @Override
  public void run(Bringup bringup) {
    checkVersion(bringup);
    ClusterLook.foreign(bringup.docker(), bringup.cluster())
        .ifPresent(container -> refuse(bringup.cluster(), container));
    checkKubeconfig(bringup);
    var look = ClusterLook.at(bringup.host(), bringup.cluster());
    look.marker().ifPresent(marker -> checkSettings(bringup, marker));
    if (look.halfMade() && !bringup.creating()) {
      throw halfMade(bringup.cluster());
    }
  }

  private static void checkVersion(Bringup bringup) {
    var version = bringup.wanted().kubernetes();
    if (NodeImages.find(version).isEmpty()) {
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of(
              "kubernetes-unknown",
              "There is no node image for Kubernetes " + version + ".",
              "devloop knows the minor versions " + String.join(", ", NodeImages.minors()) + ".",
              "Set cluster.kubernetes in dev-config.yaml to one of them."));
    }
  }

  private static void refuse(ClusterName cluster, EngineContainer container) {
    throw ClusterLook.notOurs(
        cluster,
        "There is a kind cluster %s that devloop did not make (container %s)."
            .formatted(cluster.value(), container.name()),
        "Delete it if nobody needs it: kind delete cluster --name " + cluster.value() + ".");
  }

  private static void checkKubeconfig(Bringup bringup) {
    var cluster = bringup.cluster();
    var own = OwnKubeconfig.read(bringup.host().files(), cluster);
    bringup
        .host()
        .kubeconfig()
        .foreign(cluster, own)
        .ifPresent(file -> {
          throw ClusterLook.notOurs(
              cluster,
              "The kubeconfig %s has entries named %s that devloop did not write."
                  .formatted(file, cluster.context()),
              "Delete or rename them if nobody needs them: kubectl config delete-context "
                  + cluster.context()
                  + " (delete-cluster, delete-user likewise).");
        });
  }

  static void checkSettings(Bringup bringup, Marker marker) {
    var has = has(bringup, marker);
    var differences = new ArrayList<>(has.lasting(bringup.wanted()));
    if (!has.ports(bringup.wanted()).isEmpty() && othersAreActive(bringup)) {
      differences.addAll(has.ports(bringup.wanted()));
    }
    if (differences.isEmpty()) {
      return;
    }
    var name = bringup.cluster().value();
    throw new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "cluster-settings-differ",
                "Project %s asks for a cluster %s with other settings than it has: %s"
                    .formatted(bringup.project(), name, String.join("; ", differences)),
                "Settings belong to the cluster; project %s made it.".formatted(marker.project()),
                "Ask for the same in dev-config.yaml, or for a cluster of the project's own"
                    + " (cluster.name); where no other project works in it, `devloop up --recreate`"
                    + " says what it makes anew and asks.")
            .withEvidence(differences));
  }

  /// The settings that the cluster has: the ports are the proxy's.
  static ClusterSettings has(Bringup bringup, Marker marker) {
    return Proxy.asked(bringup.docker(), bringup.cluster())
        .map(marker.settings()::withPorts)
        .orElse(marker.settings());
  }

  /// The ports of a project that is alone move; those of others are not taken away.
  static boolean othersAreActive(Bringup bringup) {
    return Projects.of(bringup.host(), bringup.cluster()).stream()
        .anyMatch(project -> project.active() && !project.name().equals(bringup.project()));
  }

  private static DevloopException halfMade(ClusterName cluster) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "cluster-half-made",
            "The node " + cluster.node() + " is half-made, and not by this devloop.",
            "Another devloop (with another DEVLOOP_HOME or user) makes it just now, or was stopped"
                + " while it did.",
            "Wait for it, or delete it: devloop down --delete"));
  }
}
