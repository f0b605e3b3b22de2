package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a pod says of itself, without its nulls.
final class PodFacts {

  private PodFacts() {}

  static Optional<PodCondition> condition(Pod pod, String type) {
    return Optional.ofNullable(pod.getStatus())
        .flatMap(status ->
            status.getConditions().stream().filter(c -> type.equals(c.getType())).findFirst());
  }

  static boolean isReady(Pod pod) {
    return condition(pod, "Ready").map(c -> "True".equals(c.getStatus())).orElse(false);
  }

  static boolean isLeaving(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static String phase(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).map(s -> s.getPhase()).orElse("Pending");
  }

  /// Of all containers, those that run first come first.
  static List<ContainerStatus> statuses(Pod pod) {
    var all = new ArrayList<ContainerStatus>();
    Optional.ofNullable(pod.getStatus())
        .ifPresent(status -> {
          all.addAll(status.getInitContainerStatuses());
          all.addAll(status.getContainerStatuses());
        });
    return all;
  }

  static Optional<ContainerStatus> status(Pod pod, String container) {
    return statuses(pod).stream().filter(s -> container.equals(s.getName())).findFirst();
  }

  static Optional<Container> spec(Pod pod, String container) {
    var all = new ArrayList<>(pod.getSpec().getContainers());
    all.addAll(pod.getSpec().getInitContainers());
    return all.stream().filter(c -> container.equals(c.getName())).findFirst();
  }

  static int restarts(Pod pod) {
    return statuses(pod).stream()
        .mapToInt(s -> Optional.ofNullable(s.getRestartCount()).orElse(0))
        .sum();
  }

  static Optional<Instant> runningSince(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .flatMap(state -> Optional.ofNullable(state.getRunning()))
        .flatMap(running -> time(running.getStartedAt()));
  }

  /// The reason why it waits; empty when it does not.
  static String waiting(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
        .flatMap(waiting -> Optional.ofNullable(waiting.getReason()))
        .orElse("");
  }

  static String waitingMessage(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
        .flatMap(waiting -> Optional.ofNullable(waiting.getMessage()))
        .orElse("");
  }

  /// How the current run ended.
  static Optional<ContainerStateTerminated> ended(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .flatMap(state -> Optional.ofNullable(state.getTerminated()));
  }

  /// How the run before the current one ended.
  static Optional<ContainerStateTerminated> endedBefore(ContainerStatus status) {
    return Optional.ofNullable(status.getLastState())
        .flatMap(state -> Optional.ofNullable(state.getTerminated()));
  }

  static Optional<Instant> time(@org.jspecify.annotations.Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Instant born(Pod pod) {
    return time(pod.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
  }

  static boolean isOfJob(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream().anyMatch(o -> "Job".equals(o.getKind()));
  }
}
