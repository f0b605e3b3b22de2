package dev.devloop.kind;

/// Gets the image of the node, unless there is a node.
final class NodeImage implements Step {

  @Override
  public String title() {
    return "Node image";
  }

  @Override
  public void run(Bringup bringup) {
    if (bringup.node().isEmpty()) {
      bringup.host().images().obtain(reference(bringup), bringup.progress());
    }
  }

  /// [CheckOwner] has made sure that there is one.
  static String reference(Bringup bringup) {
    return NodeImages.find(bringup.wanted().kubernetes()).orElseThrow();
  }
}
