package dev.devloop.kube;

import dev.devloop.core.Problem;
import dev.devloop.kube.Trouble.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges a container whose process ended at least once.
final class ContainerExit {

  /// A kill for a probe's sake ends the process within its grace period, for which manifests
  /// usually say 30 s.
  private static final Duration KILL = Duration.ofSeconds(40);

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
          "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private final Pod pod;
  private final ContainerStatus status;
  private final List<Event> probeKills;

  /// @param probeKills warnings of startup and liveness probes about the pod, the newest first
  ContainerExit(Pod pod, ContainerStatus status, List<Event> probeKills) {
    this.pod = pod;
    this.status = status;
    this.probeKills = probeKills;
  }

  /// Empty when it has not ended, or ended as it should.
  Optional<Verdict> verdict() {
    var now = PodFacts.ended(status);
    var before = PodFacts.endedBefore(status);
    boolean runs = PodFacts.runningSince(status).isPresent();
    if ((runs && Boolean.TRUE.equals(status.getReady())) || (now.isEmpty() && before.isEmpty())) {
      return Optional.empty();
    }
    var end = now.or(() -> before).orElseThrow();
    if (now.isPresent() && code(end) == 0 && endsForGood()) {
      return Optional.empty();
    }
    if (isStartError(end)) {
      return Optional.of(Verdict.failed(ContainerProblems.start(status, message(end))));
    }
    var tail =
        new Trouble.Tail(status.getName(), String.valueOf(end.getContainerID()), now.isEmpty());
    if ("OOMKilled".equals(end.getReason())) {
      return Optional.of(Verdict.failed(outOfMemory(), tail));
    }
    if (neverRestarts()) {
      return Optional.of(Verdict.failed(failedForGood(end), tail));
    }
    var kill = probeKill(end);
    if (kill.isPresent()) {
      return Optional.of(Verdict.failed(ProbeWatch.problem(status.getName(), kill.get()), tail));
    }
    int exits = restarts() + (runs ? 0 : 1);
    return exits >= Patience.CRASHES
        ? Optional.of(Verdict.failed(crashLoop(end, exits), tail))
        : Optional.empty();
  }

  /// Init containers and those of jobs are meant to end.
  private boolean endsForGood() {
    boolean init =
        pod.getStatus().getInitContainerStatuses().stream()
            .anyMatch(s -> s.getName().equals(status.getName()));
    return init || neverRestarts() || "OnFailure".equals(pod.getSpec().getRestartPolicy());
  }

  private boolean neverRestarts() {
    return "Never".equals(pod.getSpec().getRestartPolicy());
  }

  private static boolean isStartError(ContainerStateTerminated end) {
    return "StartError".equals(end.getReason()) || "ContainerCannotRun".equals(end.getReason());
  }

  /// The probe's message, when the process was killed because of it.
  private Optional<String> probeKill(ContainerStateTerminated end) {
    int code = code(end);
    if (code != 137 && code != 143 && code != 0) {
      return Optional.empty();
    }
    return probeKills.stream()
        .filter(event -> code != 0 || isNear(event, end))
        .map(event -> Optional.ofNullable(event.getMessage()).orElse(""))
        .findFirst();
  }

  /// A process that ends with 0 may have done so by itself. Of the others the time says nothing:
  /// the kubelet soon stops to report a probe that goes on failing.
  private static boolean isNear(Event event, ContainerStateTerminated end) {
    return PodFacts.time(end.getFinishedAt())
        .map(at -> Duration.between(Diagnosis.time(event), at).abs().compareTo(KILL) < 0)
        .orElse(true);
  }

  private Problem outOfMemory() {
    var limit =
        PodFacts.spec(pod, status.getName())
            .flatMap(spec -> Optional.ofNullable(spec.getResources()))
            .flatMap(resources -> Optional.ofNullable(resources.getLimits()))
            .flatMap(limits -> Optional.ofNullable(limits.get("memory")))
            .map(quantity -> " of " + quantity)
            .orElse("");
    return Problem.of(
        "out-of-memory",
        "Container "
            + status.getName()
            + " was killed: it went over its memory limit"
            + limit
            + ".",
        "The limit is too small for a development build, or the program leaks.",
        "Raise `resources.memory` of the service, or limit the program's heap below it.");
  }

  private Problem failedForGood(ContainerStateTerminated end) {
    return PodFacts.isOfJob(pod)
        ? Problem.of(
            "job-failed",
            "The job's container " + status.getName() + " ended with " + words(end) + ".",
            meaning(end),
            "Correct the cause and save, or run `devloop restart` for this service to try again.")
        : crashLoop(end, 1);
  }

  private Problem crashLoop(ContainerStateTerminated end, int exits) {
    boolean fine = code(end) == 0;
    return Problem.of(
        "crash-loop",
        "Container "
            + status.getName()
            + " ended "
            + (exits == 1 ? "once" : exits + " times")
            + ", the last time with "
            + words(end)
            + ".",
        fine
            ? "The process ends by itself; a service has to keep running in the foreground."
            : meaning(end),
        fine
            ? "Start it in the foreground, or make it a one-shot with `job: true`."
            : "Read the last lines of its log below.");
  }

  private static String words(ContainerStateTerminated end) {
    int code = code(end);
    int signal = Optional.ofNullable(end.getSignal()).filter(s -> s > 0).orElse(code - 128);
    return code > 128 && SIGNALS.containsKey(signal)
        ? "exit code " + code + " (" + SIGNALS.get(signal) + ")"
        : "exit code " + code;
  }

  private static String meaning(ContainerStateTerminated end) {
    return switch (code(end)) {
      case 126 -> "A file that was to be executed is not executable.";
      case 127 -> "A shell did not find a command.";
      case 134 -> "The program aborted itself, often with a message in its log.";
      case 137 -> "It was killed from outside, without a memory limit being the cause.";
      case 139 -> "It read memory that is not its own: a fault in native code.";
      case 143 -> "It was asked to end from outside.";
      default -> "The program gave up; its log usually says why.";
    };
  }

  private static int code(ContainerStateTerminated end) {
    return Optional.ofNullable(end.getExitCode()).orElse(0);
  }

  private static String message(ContainerStateTerminated end) {
    return Optional.ofNullable(end.getMessage()).orElse("");
  }

  private int restarts() {
    return Optional.ofNullable(status.getRestartCount()).orElse(0);
  }
}
