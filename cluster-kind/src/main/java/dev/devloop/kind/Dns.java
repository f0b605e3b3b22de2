package dev.devloop.kind;

/// Fits the cluster's DNS to one node. It is done while a cluster is made, before its node takes
/// pods: nothing is started that is ended again.
final class Dns implements Step {

  @Override
  public String title() {
    return "DNS of the cluster";
  }

  @Override
  public void run(Bringup bringup) {
    if (bringup.creating()) {
      bringup.kubectl().apply(Manifests.resource("coredns.yaml"));
    }
  }
}
