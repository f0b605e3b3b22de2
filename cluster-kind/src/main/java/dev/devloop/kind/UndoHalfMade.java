package dev.devloop.kind;

/// A cluster whose creation was cut off is deleted: kubeadm cannot go on from the middle, and a new
/// node takes less time than to find out where it stopped.
final class UndoHalfMade implements Step {

  @Override
  public String title() {
    return "Look for a half-made cluster";
  }

  @Override
  public void run(Bringup bringup) {
    var cluster = bringup.cluster();
    if (!bringup.creating()) {
      return;
    }
    var look = ClusterLook.at(bringup.host(), cluster);
    if (look.marker().isPresent()) {
      return;
    }
    // its parent was killed, it may work on: it must not meet the new node
    bringup.host().kind().endLeftover(bringup.host().files().kindKubeconfig(cluster));
    if (look.node().isPresent()) {
      bringup.progress().line("delete " + cluster.node() + ", which was not finished");
      bringup.docker().remove(cluster.node());
    }
  }
}
