package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.time.Duration;

/// Waits until the API server answers that it is ready.
final class WaitApi implements Step {

  /// A restarted node takes about 7 s on 2 cores; the rest is for busy machines.
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Duration deadline;

  WaitApi() {
    this(DEADLINE);
  }

  WaitApi(Duration deadline) {
    this.deadline = deadline;
  }

  @Override
  public String title() {
    return "Wait for the API server";
  }

  @Override
  public void run(Bringup bringup) {
    try (var client = bringup.host().connect(bringup.cluster())) {
      if (!Waiting.until(() -> answers(bringup, client), deadline, "the API server")) {
        throw failed(
            bringup, "The API server of " + bringup.cluster().value() + " does not answer");
      }
    }
  }

  private static boolean answers(Bringup bringup, ApiClient client) {
    if (bringup.node().filter(node -> node.running()).isEmpty()) {
      throw failed(bringup, "The node of " + bringup.cluster().value() + " ended while it started");
    }
    try {
      return client.get("/readyz").isPresent();
    } catch (DevloopException _) {
      return false;
    }
  }

  static DevloopException failed(Bringup bringup, String what) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "cluster-timeout",
                what + ".",
                "The machine is very busy, out of memory or disk, or the cluster is broken.",
                "Run the command again; when it fails again: devloop down --delete, then"
                    + " devloop up")
            .withEvidence(NodeEvidence.of(bringup.docker(), bringup.cluster())));
  }
}
