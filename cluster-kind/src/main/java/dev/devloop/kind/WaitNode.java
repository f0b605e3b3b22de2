package dev.devloop.kind;

import java.time.Duration;

/// Waits until a node that was just made takes pods.
final class WaitNode implements Step {

  /// Some seconds after its API server; the engine's own limit for a command is a minute.
  private static final Duration DEADLINE = Duration.ofSeconds(50);

  @Override
  public String title() {
    return "Wait for the node";
  }

  @Override
  public void run(Bringup bringup) {
    if (!bringup.creating()) {
      return;
    }
    var node = "node/" + bringup.cluster().node();
    var timeout = "--timeout=" + DEADLINE.toSeconds() + "s";
    if (!bringup.kubectl().run("wait", "--for=condition=Ready", timeout, node).ok()) {
      throw WaitApi.failed(
          bringup, "The node of " + bringup.cluster().value() + " does not get ready");
    }
  }
}
