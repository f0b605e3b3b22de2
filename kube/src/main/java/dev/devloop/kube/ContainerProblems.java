package dev.devloop.kube;

import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.List;
import java.util.stream.Stream;

/// Problems of containers that never ran.
final class ContainerProblems {

  private ContainerProblems() {}

  static Problem image(ContainerStatus status, String message) {
    var text = message.toLowerCase(java.util.Locale.ROOT);
    boolean denied =
        text.contains("unauthorized") || text.contains("denied") || text.contains("forbidden");
    boolean missing = text.contains("not found") || text.contains("manifest unknown");
    String meaning;
    if (PodFacts.waiting(status).equals("InvalidImageName")) {
      meaning = "The name is not a valid image reference.";
    } else if (missing) {
      meaning = "No registry that the node can reach has this name and tag.";
    } else if (denied) {
      meaning = "The registry wants credentials, or has no such image: many answer both alike.";
    } else {
      meaning = "The registry cannot be reached from the node, or does not answer.";
    }
    return Problem.of(
            "image-pull-failed",
            "The image "
                + status.getImage()
                + " of container "
                + status.getName()
                + " cannot be pulled.",
            meaning,
            "Check name and tag (`docker pull "
                + status.getImage()
                + "`), log in with `docker login`,"
                + " or give the service a `build`.")
        .withEvidence(lines(message));
  }

  static Problem config(ContainerStatus status) {
    return Problem.of(
            "env-source-missing",
            "Container "
                + status.getName()
                + " cannot be started: a config map, secret or key that"
                + " it takes its environment from is missing.",
            "The manifests name it, and nothing creates it.",
            "Add it to `manifests`, or mark the reference `optional: true`.")
        .withEvidence(lines(PodFacts.waitingMessage(status)));
  }

  /// The runtime could not start the process.
  static Problem start(ContainerStatus status, String message) {
    boolean command =
        Stream.of(
                "exec:",
                "executable file not found",
                "no such file or directory",
                "no command specified",
                "exec format error",
                "permission denied")
            .anyMatch(message::contains);
    boolean architecture = message.contains("exec format error");
    if (!command) {
      return Problem.of(
              "container-start-failed",
              "Container " + status.getName() + " cannot be started.",
              "Often a mount whose target is a file in the image, or a name that is still in use.",
              "See the runtime's message below.")
          .withEvidence(lines(message));
    }
    return Problem.of(
            "bad-command",
            "The command of container " + status.getName() + " cannot be executed.",
            architecture
                ? "The program was built for another kind of processor."
                : "The image has no such program at this path or in its PATH, or it is not"
                    + " executable; a script may name an interpreter that is missing.",
            architecture
                ? "Build the image for this machine."
                : "Correct `command` in dev-config.yaml, or CMD and ENTRYPOINT of the Dockerfile.")
        .withEvidence(lines(message));
  }

  static List<String> lines(String message) {
    return message.lines().filter(line -> !line.isBlank()).toList();
  }
}
