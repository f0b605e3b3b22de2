package dev.devloop.kube;

import dev.devloop.core.Instance;
import dev.devloop.core.Observed;
import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Turns what the cluster shows of one service into what devloop says of it. Pure, but for what it
/// asks the [Clues] for.
final class Sight {

  /// What has to be looked up outside of the objects. Answers come at once; what is not known yet
  /// is fetched meanwhile, and the service is looked at again.
  interface Clues {

    /// The last lines of a log; empty while they are on their way.
    Optional<List<String>> lastLines(Pod pod, Trouble.Tail tail, Watched watched);

    /// Whether the container's log has shown this text since its start.
    boolean hasLogged(Pod pod, ContainerStatus status, String text, Watched watched);

    List<Event> warnings(Pod pod);

    /// Since when the cluster has been at work without a pause.
    Instant awake();

    /// What is said to run since before does not: the node was started later, and its kubelet has
    /// not looked yet. The epoch once it must have.
    Instant started();

    /// Whether services lead to where the pod is now.
    boolean isRouted(Pod pod);
  }

  /// @param recheck when to look again, though nothing changed
  record Result(Observed observed, Optional<Instant> recheck) {}

  private final Watched watched;
  private final Optional<Workload> workload;
  private final Clues clues;
  private final Instant now;
  private Optional<Instant> recheck = Optional.empty();

  private Sight(Watched watched, Optional<Workload> workload, Clues clues, Instant now) {
    this.watched = watched;
    this.workload = workload;
    this.clues = clues;
    this.now = now;
  }

  static Result of(
      Watched watched, Optional<Workload> workload, List<Pod> pods, Clues clues, Instant now) {
    var sight = new Sight(watched, workload, clues, now);
    var observed = sight.observe(pods);
    return new Result(observed, sight.recheck);
  }

  private Observed observe(List<Pod> pods) {
    var sorted =
        pods.stream().sorted(Comparator.comparing(pod -> pod.getMetadata().getName())).toList();
    var instances = new ArrayList<Instance>();
    var current = new ArrayList<Instance>();
    boolean oldLeft = false;
    for (var pod : sorted) {
      var instance = instance(pod);
      instances.add(instance);
      if (instance.phase() != Instance.Phase.TERMINATING) {
        if (workload.map(w -> w.isOwnRevision(pod)).orElse(false)) {
          current.add(instance);
        } else if (instance.phase() != Instance.Phase.FAILED
            && instance.phase() != Instance.Phase.SUCCEEDED) {
          oldLeft = true;
        }
      }
    }
    if (workload.isEmpty()) {
      return new Observed(false, "", "", false, Optional.empty(), instances);
    }
    var found = workload.get();
    long ready = current.stream().filter(Instance::ready).count();
    long succeeded = current.stream().filter(i -> i.phase() == Instance.Phase.SUCCEEDED).count();
    boolean complete = found.isComplete(ready, succeeded, oldLeft);
    return new Observed(
        true,
        found.inputs(),
        found.image(),
        complete,
        complete ? Optional.empty() : problem(found, current),
        instances);
  }

  private static Optional<Problem> problem(Workload workload, List<Instance> current) {
    return current.stream()
        .map(Instance::problem)
        .flatMap(Optional::stream)
        .findFirst()
        .or(workload::problem);
  }

  private Instance instance(Pod pod) {
    var verdict = Diagnosis.of(pod, clues.warnings(pod), now, clues.awake());
    verdict.recheck().ifPresent(this::lookAgain);
    var problem = verdict.trouble().flatMap(trouble -> withEvidence(pod, trouble));
    boolean ready = problem.isEmpty() && isReady(pod);
    return new Instance(
        pod.getMetadata().getName(),
        phase(pod, problem),
        ready,
        PodFacts.restarts(pod),
        Optional.ofNullable(pod.getSpec().getNodeName()).orElse(""),
        problem,
        PodFacts.time(pod.getMetadata().getCreationTimestamp()));
  }

  private static Instance.Phase phase(Pod pod, Optional<Problem> problem) {
    if (PodFacts.isLeaving(pod)) {
      return Instance.Phase.TERMINATING;
    }
    if (problem.isPresent()) {
      return Instance.Phase.FAILED;
    }
    return switch (PodFacts.phase(pod)) {
      case "Running" -> Instance.Phase.RUNNING;
      case "Succeeded" -> Instance.Phase.SUCCEEDED;
      case "Failed" -> Instance.Phase.FAILED;
      default -> Instance.Phase.PENDING;
    };
  }

  /// A problem is told together with its proof, a moment later: who hears of it may act at once.
  private Optional<Problem> withEvidence(Pod pod, Trouble trouble) {
    if (trouble.tail().isEmpty()) {
      return Optional.of(trouble.problem());
    }
    return clues
        .lastLines(pod, trouble.tail().get(), watched)
        .map(lines -> {
          var evidence = new ArrayList<>(trouble.problem().evidence());
          evidence.addAll(lines);
          return trouble.problem().withEvidence(evidence);
        });
  }

  private boolean isReady(Pod pod) {
    if (PodFacts.isLeaving(pod) || !PodFacts.isReady(pod) || isFromBefore(pod)) {
      return false;
    }
    var name = workload.map(Workload::container).orElse("");
    var status = PodFacts.status(pod, name);
    if (status.isEmpty()) {
      return true;
    }
    if (watched.readyLog().isPresent()) {
      return clues.hasLogged(pod, status.get(), watched.readyLog().get(), watched);
    }
    return isSettled(pod, status.get());
  }

  /// What is shown of the pod, or what leads to it, is of before the start of its node.
  private boolean isFromBefore(Pod pod) {
    var started = clues.started();
    if (!PodFacts.born(pod).isBefore(started)) {
      return false;
    }
    boolean before =
        PodFacts.statuses(pod).stream()
            .flatMap(status -> PodFacts.runningSince(status).stream())
            .anyMatch(since -> since.isBefore(started));
    if (before) {
      lookAgain(now.plus(Patience.KUBELET_LOOKS));
    }
    return before || !clues.isRouted(pod);
  }

  private boolean isSettled(Pod pod, ContainerStatus status) {
    boolean checked =
        PodFacts.spec(pod, status.getName())
            .map(spec -> spec.getReadinessProbe() != null || spec.getStartupProbe() != null)
            .orElse(false);
    var since = PodFacts.runningSince(status);
    if (checked || since.isEmpty()) {
      return true;
    }
    Duration limit = PodFacts.restarts(pod) > 0 ? Patience.SETTLED_AGAIN : Patience.SETTLED;
    var then = since.get().plus(limit);
    if (now.isBefore(then)) {
      lookAgain(then);
      return false;
    }
    return true;
  }

  private void lookAgain(Instant when) {
    recheck = earliest(recheck, Optional.of(when));
  }

  static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty()
        ? other
        : other.map(then -> then.isBefore(one.get()) ? then : one.get()).or(() -> one);
  }
}
