package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.config.ClusterConfig.Ingress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Waits until the ingress serves on the host's port: then the whole way works, from the proxy
/// through the node, and it has read the routes.
final class WaitIngress implements Step {

  /// About 2 s after the objects are applied; a pull from a registry elsewhere may take long.
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private final Duration deadline;

  WaitIngress() {
    this(DEADLINE);
  }

  WaitIngress(Duration deadline) {
    this.deadline = deadline;
  }

  @Override
  public String title() {
    return "Wait for the ingress";
  }

  @Override
  public void run(Bringup bringup) {
    if (bringup.wanted().ingress() == Ingress.NONE) {
      return;
    }
    var port = Proxy.port(bringup.docker(), bringup.cluster(), ProxyConfig.HTTP);
    var ports = bringup.host().ports();
    if (!Waiting.until(() -> ports.serves(port, Manifests.NOTHING), deadline, "the ingress")) {
      throw failed(bringup, port);
    }
  }

  private static DevloopException failed(Bringup bringup, int port) {
    var evidence = new ArrayList<String>();
    var namespace = "--namespace=" + Manifests.NAMESPACE;
    for (var question :
        List.of(
            List.of("get", "pods", "-o", "wide", namespace),
            List.of("get", "events", "--field-selector=type=Warning", namespace),
            List.of("logs", "daemonset/traefik", "--tail=10", namespace))) {
      evidence.add("$ kubectl " + String.join(" ", question));
      var answer = bringup.kubectl().run(question.toArray(String[]::new));
      (answer.stdout() + answer.stderr()).lines().limit(15).forEach(evidence::add);
    }
    evidence.add("$ docker logs --tail 5 " + bringup.cluster().proxy());
    evidence.addAll(bringup.docker().logs(bringup.cluster().proxy(), 5));
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "ingress-timeout",
                "The ingress does not answer on port " + port + ".",
                "Its pod does not start: the image cannot be pulled, or the machine is very busy.",
                "Run the command again; the evidence says what the pod waits for.")
            .withEvidence(evidence));
  }
}
