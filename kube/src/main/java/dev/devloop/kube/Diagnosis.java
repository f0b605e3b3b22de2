package dev.devloop.kube;

import dev.devloop.core.Problem;
import dev.devloop.kube.Trouble.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out what is wrong with a pod, from the pod and the warnings about it. Pure; the limits are
/// in [Patience].
final class Diagnosis {

  private static final Set<String> NO_IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");

  private final Pod pod;
  private final List<Event> warnings;
  private final Instant now;
  private final Instant awake;

  private Diagnosis(Pod pod, List<Event> warnings, Instant now, Instant awake) {
    this.pod = pod;
    this.now = now;
    this.awake = awake;
    this.warnings =
        warnings.stream().sorted(Comparator.comparing(Diagnosis::time).reversed()).toList();
  }

  /// @param warnings events about this pod, in any order
  /// @param awake since when the cluster has been at work without a pause: no limit counts the time
  ///   before
  static Verdict of(Pod pod, List<Event> warnings, Instant now, Instant awake) {
    if (PodFacts.isLeaving(pod) || PodFacts.phase(pod).equals("Succeeded")) {
      return Verdict.FINE;
    }
    return new Diagnosis(pod, warnings, now, awake).verdict();
  }

  private Verdict verdict() {
    var scheduled = PodFacts.condition(pod, "PodScheduled");
    if (scheduled.isPresent() && "False".equals(scheduled.get().getStatus())) {
      return unschedulable(
          Optional.ofNullable(scheduled.get().getMessage()).orElse(""),
          PodFacts.time(scheduled.get().getLastTransitionTime()).orElse(PodFacts.born(pod)));
    }
    if ((PodFacts.phase(pod).equals("Failed") && PodFacts.statuses(pod).isEmpty())
        || "Evicted".equals(pod.getStatus().getReason())) {
      return evicted();
    }
    for (var status : PodFacts.statuses(pod)) {
      var found = container(status);
      if (!found.isFine()) {
        return found;
      }
    }
    return PodFacts.isReady(pod) ? Verdict.FINE : parts();
  }

  private Verdict unschedulable(String message, Instant since) {
    boolean volume =
        message.contains("persistentvolumeclaim") || message.contains("PersistentVolume");
    var problem =
        volume
            ? Problem.of(
                "volume-failed",
                "The pod " + name() + " gets no volume.",
                "Its claim does not exist, or the cluster's storage cannot make a volume for it.",
                "See `kubectl -n " + namespace() + " get pvc,events`.")
            : Problem.of(
                "unschedulable",
                "No node of the cluster can take the pod " + name() + ".",
                "It asks for more CPU or memory than is left, or for a kind of node that there is"
                    + " not.",
                "Lower `resources`, stop other services or projects, or give the engine more"
                    + " memory.");
    boolean nodeNotReady = message.contains("not-ready") || message.contains("unreachable");
    var limit = nodeNotReady ? Patience.NODE_NOT_READY : Patience.UNSCHEDULABLE;
    return Verdict.failedAt(
        later(since).plus(limit), now, Verdict.failed(problem.withEvidence(List.of(message))));
  }

  private Verdict evicted() {
    var status = pod.getStatus();
    return Verdict.failed(
        Problem.of(
                "pod-evicted",
                "The node ended the pod " + name() + ": " + status.getReason() + ".",
                "It is short of disk space or memory.",
                "Free disk space (`devloop doctor` shows how much there is, `docker system df` what"
                    + " holds it), or lower what the services use.")
            .withEvidence(Optional.ofNullable(status.getMessage()).stream().toList()));
  }

  private Verdict container(ContainerStatus status) {
    var waiting = PodFacts.waiting(status);
    if (NO_IMAGE.contains(waiting)) {
      return Verdict.failed(ContainerProblems.image(status, pullMessage(status)));
    }
    if (waiting.equals("CreateContainerConfigError")) {
      return Verdict.failedAt(
          later(PodFacts.born(pod)).plus(Patience.CONFIG_MISSING),
          now,
          Verdict.failed(ContainerProblems.config(status)));
    }
    if (waiting.equals("CreateContainerError") || waiting.equals("RunContainerError")) {
      return Verdict.failed(ContainerProblems.start(status, PodFacts.waitingMessage(status)));
    }
    var exit = new ContainerExit(pod, status, probeKills(), now);
    return exit.verdict().orElseGet(() -> probing(status));
  }

  /// The back-off repeats the pull's error, or names the image only: then the error is in an event.
  private String pullMessage(ContainerStatus status) {
    var message = PodFacts.waitingMessage(status);
    int error = message.indexOf("ErrImagePull: ");
    if (error >= 0) {
      return message.substring(error + "ErrImagePull: ".length());
    }
    boolean vague = message.isEmpty() || message.startsWith("Back-off pulling image");
    return vague ? message("Failed", "Failed to pull image").orElse(message) : message;
  }

  private Verdict probing(ContainerStatus status) {
    var since = PodFacts.runningSince(status);
    var spec = PodFacts.spec(pod, status.getName());
    if (since.isEmpty() || spec.isEmpty() || Boolean.TRUE.equals(status.getReady())) {
      return Verdict.FINE;
    }
    return new ProbeWatch(pod, status, spec.get(), later(since.get()), now)
        .verdict(
            message("Unhealthy", "Startup probe")
                .or(() -> message("Unhealthy", "Readiness probe")));
  }

  /// What the kubelet said when it killed containers for a probe's sake.
  private List<Event> probeKills() {
    return warnings.stream()
        .filter(event -> "Unhealthy".equals(event.getReason()))
        .filter(event -> !text(event).startsWith("Readiness"))
        .toList();
  }

  /// Volumes and network, which come before the containers.
  private Verdict parts() {
    var mount = message("FailedMount", "").or(() -> message("FailedAttachVolume", ""));
    if (mount.isPresent() && !hasStarted()) {
      return late(
          Problem.of(
                  "volume-failed",
                  "A volume of the pod " + name() + " cannot be mounted.",
                  "A config map, secret or claim that it names does not exist, or the storage fails.",
                  "See the message below; `kubectl -n " + namespace() + " get pvc,cm,secret`.")
              .withEvidence(List.of(mount.get())));
    }
    var sandbox = message("FailedCreatePodSandBox", "");
    if (sandbox.isPresent() && !hasStarted()) {
      return late(
          Problem.of(
                  "pod-network-failed",
                  "The node cannot set up the pod " + name() + ".",
                  "The cluster's network or container runtime is broken, often after a full disk.",
                  "`devloop doctor`; if that finds nothing, `devloop down` and `devloop up`.")
              .withEvidence(List.of(sandbox.get())));
    }
    return Verdict.FINE;
  }

  private Verdict late(Problem problem) {
    return Verdict.failedAt(
        later(PodFacts.born(pod)).plus(Patience.POD_PARTS), now, Verdict.failed(problem));
  }

  private boolean hasStarted() {
    return PodFacts.statuses(pod).stream()
        .anyMatch(s -> PodFacts.runningSince(s).isPresent() || PodFacts.ended(s).isPresent());
  }

  /// The newest warning of this reason that starts so.
  private Optional<String> message(String reason, String start) {
    return warnings.stream()
        .filter(event -> reason.equals(event.getReason()))
        .map(Diagnosis::text)
        .filter(text -> text.startsWith(start))
        .findFirst();
  }

  private static String text(Event event) {
    return Optional.ofNullable(event.getMessage()).orElse("");
  }

  static Instant time(Event event) {
    return PodFacts.time(event.getLastTimestamp())
        .or(() ->
            Optional.ofNullable(event.getEventTime())
                .flatMap(micro -> PodFacts.time(micro.getTime())))
        .or(() -> PodFacts.time(event.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }

  private Instant later(Instant since) {
    return since.isBefore(awake) ? awake : since;
  }

  private String name() {
    return pod.getMetadata().getName();
  }

  private String namespace() {
    return pod.getMetadata().getNamespace();
  }
}
