package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import java.util.ArrayList;

/// Starts a node that was stopped and wakes one that was paused.
final class StartNode implements Step {

  @Override
  public String title() {
    return "Start the node";
  }

  @Override
  public void run(Bringup bringup) {
    var node = bringup.node().orElseThrow();
    try {
      switch (node.state()) {
        case CREATED, STOPPED -> bringup.docker().start(node.id());
        case PAUSED -> bringup.docker().unpause(node.id());
        case RUNNING -> {}
      }
    } catch (DevloopException e) {
      throw failed(bringup, e);
    }
  }

  private static DevloopException failed(Bringup bringup, DevloopException cause) {
    var evidence = new ArrayList<String>();
    cause.problems().forEach(problem -> evidence.add(problem.what()));
    cause.problems().forEach(problem -> evidence.addAll(problem.evidence()));
    evidence.addAll(NodeEvidence.of(bringup.docker(), bringup.cluster()));
    return new DevloopException(
        cause.exit(),
        Problem.of(
                "cluster-start-failed",
                "The node " + bringup.cluster().node() + " does not start.",
                "The port of its API may be in use now, or the engine has lost its network.",
                "End the program on that port, or make the cluster anew: devloop down --delete")
            .withEvidence(evidence),
        cause);
  }
}
