package dev.devloop.kind;

/// Makes the node's agent where there is none yet, while the node is made.
final class AgentProgram implements Step {

  @Override
  public String title() {
    return "Node agent";
  }

  @Override
  public void run(Bringup bringup) {
    var _ = bringup.host().agent().program().apply(bringup.progress());
  }
}
