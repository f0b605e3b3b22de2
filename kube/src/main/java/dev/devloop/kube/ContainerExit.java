package dev.devloop.kube;

import dev.devloop.core.Problem;
import dev.devloop.kube.Trouble.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges a container whose process ended at least once.
final class ContainerExit {

  /// The process is started by devloop's init in the container, which says so when it cannot.
  private static final String BY_INIT = "devloop: cannot start: ";

  /// A kill for a probe's sake ends the process within its grace period, for which manifests
  /// usually say 30 s.
  private static final Duration KILL = Duration.ofSeconds(40);

  /// What containerd says of a process that was gone when it came up: it ended with the node, by no
  /// fault of its own.
  private static final String LOST = "Unknown";

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
          "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private final Pod pod;
  private final ContainerStatus status;
  private final List<Event> probeKills;
  private final Instant now;

  /// @param probeKills warnings of startup and liveness probes about the pod, the newest first
  ContainerExit(Pod pod, ContainerStatus status, List<Event> probeKills, Instant now) {
    this.now = now;
    this.pod = pod;
    this.status = status;
    this.probeKills = probeKills;
  }

  /// Empty when it has not ended, ended as it should, or has recovered since.
  Optional<Verdict> verdict() {
    var ended = PodFacts.ended(status);
    var end = ended.or(() -> PodFacts.endedBefore(status));
    boolean runs = PodFacts.runningSince(status).isPresent();
    if (end.isEmpty() || (runs && Boolean.TRUE.equals(status.getReady()) && hasSettled())) {
      return Optional.empty();
    }
    return trouble(end.get(), ended.isPresent(), runs)
        .map(trouble -> new Verdict(Optional.of(trouble), runs ? settles() : Optional.empty()));
  }

  private Optional<Trouble> trouble(ContainerStateTerminated end, boolean ended, boolean runs) {
    if (ended && code(end) == 0 && endsForGood()) {
      return Optional.empty();
    }
    if (isStartError(end)) {
      var problem = ContainerProblems.start(status, message(end));
      return Optional.of(new Trouble(problem, Optional.empty()));
    }
    var tail = new Trouble.Tail(status.getName(), String.valueOf(end.getContainerID()), !ended);
    return ran(end, runs).map(problem -> new Trouble(problem, Optional.of(tail)));
  }

  private Optional<Problem> ran(ContainerStateTerminated end, boolean runs) {
    if ("OOMKilled".equals(end.getReason())) {
      return Optional.of(outOfMemory());
    }
    if (neverRestarts()) {
      return Optional.of(failedForGood(end));
    }
    if (LOST.equals(end.getReason())) {
      return Optional.empty();
    }
    int exits = restarts() + (runs ? 0 : 1);
    return probeKill(end)
        .map(message -> ProbeWatch.problem(status.getName(), asked(), message))
        .or(() ->
            exits >= Patience.CRASHES ? Optional.of(crashLoop(end, exits)) : Optional.empty());
  }

  private String asked() {
    return PodFacts.spec(pod, status.getName()).map(ProbeWatch::asked).orElse("");
  }

  /// Without a check the kubelet calls a container ready as soon as it runs.
  private boolean hasSettled() {
    return settles().map(then -> !now.isBefore(then)).orElse(true);
  }

  private Optional<Instant> settles() {
    boolean checked =
        PodFacts.spec(pod, status.getName())
            .map(spec -> spec.getReadinessProbe() != null || spec.getStartupProbe() != null)
            .orElse(false);
    return checked
        ? Optional.empty()
        : PodFacts.runningSince(status).map(since -> since.plus(Patience.SETTLED_AGAIN));
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
    return "StartError".equals(end.getReason())
        || "ContainerCannotRun".equals(end.getReason())
        || message(end).startsWith(BY_INIT);
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
