package dev.devloop.kube;

import dev.devloop.core.Problem;
import dev.devloop.kube.Trouble.Verdict;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Judges a container that runs and is not ready.
final class ProbeWatch {

  private static final Pattern WRONG_ANSWER = Pattern.compile("statuscode: 4\\d\\d");

  private final Pod pod;
  private final ContainerStatus status;
  private final Container spec;
  private final Instant since;
  private final Instant now;

  ProbeWatch(Pod pod, ContainerStatus status, Container spec, Instant since, Instant now) {
    this.pod = pod;
    this.status = status;
    this.spec = spec;
    this.since = since;
    this.now = now;
  }

  /// @param message the newest warning of a probe, without which nothing is known to be wrong
  Verdict verdict(Optional<String> message) {
    if (spec.getStartupProbe() == null && spec.getReadinessProbe() == null) {
      return Verdict.FINE;
    }
    var deadline = deadline(message.orElse(""));
    if (now.isBefore(deadline)) {
      return new Verdict(Optional.empty(), Optional.of(deadline));
    }
    var tail = new Trouble.Tail(status.getName(), String.valueOf(status.getContainerID()), false);
    return message
        .map(text -> Verdict.failed(problem(status.getName(), asked(spec), text), tail))
        .orElse(Verdict.FINE);
  }

  private Instant deadline(String message) {
    var droppedOut =
        PodFacts.condition(pod, "Ready")
            .flatMap(ready -> PodFacts.time(ready.getLastTransitionTime()))
            .filter(time -> time.isAfter(since));
    boolean started = spec.getStartupProbe() != null && Boolean.TRUE.equals(status.getStarted());
    if (started || droppedOut.isPresent()) {
      return droppedOut.orElse(since).plus(Patience.DROPPED_OUT);
    }
    var limit =
        Optional.ofNullable(spec.getStartupProbe())
            .map(ProbeWatch::time)
            .or(this::readyTimeout)
            .orElse(Patience.NO_STARTUP_PROBE);
    boolean wrong = WRONG_ANSWER.matcher(message).find();
    return since.plus(
        wrong && limit.compareTo(Patience.WRONG_ANSWER) > 0 ? Patience.WRONG_ANSWER : limit);
  }

  private Optional<Duration> readyTimeout() {
    var seconds = Labels.annotation(pod.getMetadata(), Labels.READY_TIMEOUT);
    return seconds.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }

  /// How long the kubelet lets the probe fail; its own defaults where nothing is set.
  private static Duration time(Probe probe) {
    int period = Optional.ofNullable(probe.getPeriodSeconds()).orElse(10);
    int failures = Optional.ofNullable(probe.getFailureThreshold()).orElse(3);
    int delay = Optional.ofNullable(probe.getInitialDelaySeconds()).orElse(0);
    return Duration.ofSeconds(delay + (long) period * failures);
  }

  /// What the kubelet asks, such as ` (GET /health on port 3000)`; empty for commands.
  static String asked(Container spec) {
    return Stream.of(spec.getStartupProbe(), spec.getReadinessProbe(), spec.getLivenessProbe())
        .filter(probe -> probe != null && probe.getHttpGet() != null)
        .findFirst()
        .map(Probe::getHttpGet)
        .map(get -> " (GET " + get.getPath() + " on port " + get.getPort().getValue() + ")")
        .orElse("");
  }

  static Problem problem(String container, String asked, String message) {
    boolean refused = message.contains("connection refused");
    boolean wrong = message.contains("statuscode:");
    String meaning;
    if (refused) {
      meaning =
          "Nothing listens on that port: the program is still busy, listens on another port, or only"
              + " on 127.0.0.1 inside of its container.";
    } else if (wrong) {
      meaning = "The program answers, but not with a success: the path may be another one.";
    } else if (message.contains("deadline exceeded") || message.contains("timed out")) {
      meaning = "The program takes longer than 5 s to answer.";
    } else {
      meaning = "The check's command ended with an error, or the answer made no sense.";
    }
    return Problem.of(
            "probe-failing",
            "Container " + container + " runs, but its check" + asked + " does not succeed.",
            meaning,
            refused
                ? "Let it listen on 0.0.0.0 and on the `port` of dev-config.yaml; raise"
                    + " `ready.timeout` if it just needs longer."
                : "Correct `ready` in dev-config.yaml, or the program; raise `ready.timeout` if it"
                    + " just needs longer.")
        .withEvidence(List.of(message));
  }
}
