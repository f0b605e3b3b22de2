package dev.devloop.kind;

/// Writes devloop's own kubeconfig of the cluster, and the context into the user's.
final class WriteKubeconfig implements Step {

  @Override
  public String title() {
    return "Kubeconfig";
  }

  @Override
  public void run(Bringup bringup) {
    var host = bringup.host();
    var own = OwnKubeconfig.ensure(host.docker(), host.files(), bringup.cluster());
    host.kubeconfig().add(bringup.cluster(), own);
  }
}
