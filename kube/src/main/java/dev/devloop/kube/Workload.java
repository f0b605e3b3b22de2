package dev.devloop.kube;

import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/// The live object that makes the instances of a service, of whatever kind.
record Workload(HasMetadata object) {

  String inputs() {
    return Labels.annotation(object.getMetadata(), Labels.INPUTS);
  }

  String container() {
    return Labels.annotation(object.getMetadata(), Labels.CONTAINER);
  }

  /// The image of the service's container; empty when there is no such container.
  String image() {
    var spec = template().getSpec();
    return spec.getContainers().stream()
        .filter(container -> container.getName().equals(container()))
        .map(container -> Optional.ofNullable(container.getImage()).orElse(""))
        .findFirst()
        .orElse("");
  }

  private PodTemplateSpec template() {
    return switch (object) {
      case Deployment deployment -> deployment.getSpec().getTemplate();
      case StatefulSet set -> set.getSpec().getTemplate();
      case DaemonSet set -> set.getSpec().getTemplate();
      case Job job -> job.getSpec().getTemplate();
      case CronJob cron -> cron.getSpec().getJobTemplate().getSpec().getTemplate();
      default -> throw new IllegalArgumentException(object.getKind());
    };
  }

  /// Whether the pod was made from the template as it is now. Restarts leave a mark in the template
  /// too.
  boolean isOwnRevision(Pod pod) {
    var wanted = Optional.ofNullable(template().getMetadata()).orElseGet(ObjectMeta::new);
    return same(wanted, pod, Labels.CONFIG_DIGEST) && same(wanted, pod, Labels.RESTARTED_AT);
  }

  private static boolean same(ObjectMeta wanted, Pod pod, String annotation) {
    return Labels.annotation(wanted, annotation)
        .equals(Labels.annotation(pod.getMetadata(), annotation));
  }

  /// @param ready instances of the newest revision
  /// @param succeeded instances of the newest revision that ended well
  /// @param oldLeft some of an older revision are still at work
  boolean isComplete(long ready, long succeeded, boolean oldLeft) {
    return switch (object) {
      case Deployment d -> {
        int wanted = Optional.ofNullable(d.getSpec().getReplicas()).orElse(1);
        yield seen(Optional.ofNullable(d.getStatus()).map(s -> s.getObservedGeneration()))
            && number(Optional.ofNullable(d.getStatus()).map(s -> s.getUpdatedReplicas())) == wanted
            && ready == wanted
            && !oldLeft;
      }
      case StatefulSet s -> {
        int wanted = Optional.ofNullable(s.getSpec().getReplicas()).orElse(1);
        yield seen(Optional.ofNullable(s.getStatus()).map(x -> x.getObservedGeneration()))
            && ready == wanted
            && !oldLeft;
      }
      case DaemonSet s ->
          seen(Optional.ofNullable(s.getStatus()).map(x -> x.getObservedGeneration()))
              && number(Optional.ofNullable(s.getStatus()).map(x -> x.getDesiredNumberScheduled()))
                  == ready
              && !oldLeft;
      // the job's own condition comes a second after its last pod
      case Job job ->
          hasCondition(job, "Complete")
              || succeeded >= Optional.ofNullable(job.getSpec().getCompletions()).orElse(1);
      case CronJob cron -> true;
      default -> false;
    };
  }

  private boolean seen(Optional<Long> generation) {
    return generation.equals(Optional.ofNullable(object.getMetadata().getGeneration()));
  }

  private static int number(Optional<Integer> value) {
    return value.orElse(0);
  }

  private static boolean hasCondition(Job job, String type) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> type.equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /// What the workload itself reports, when no pod does.
  Optional<Problem> problem() {
    return switch (object) {
      case Deployment deployment when deployment.getStatus() != null ->
          deployment.getStatus().getConditions().stream()
              .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
              .map(c -> refused(String.valueOf(c.getMessage())))
              .findFirst();
      case Job job when hasCondition(job, "Failed") -> Optional.of(failed(job));
      default -> Optional.empty();
    };
  }

  private Problem refused(String message) {
    return Problem.of(
            "pods-refused",
            "The cluster refuses to make pods for " + Refs.of(object) + ".",
            "A quota, an admission rule or a missing service account.",
            "See the message below; `kubectl -n "
                + object.getMetadata().getNamespace()
                + " describe replicaset`.")
        .withEvidence(List.of(message));
  }

  private static Problem failed(Job job) {
    var message =
        job.getStatus().getConditions().stream()
            .filter(c -> "Failed".equals(c.getType()))
            .map(c -> c.getReason() + ": " + c.getMessage())
            .toList();
    return Problem.of(
            "job-failed",
            "The job " + job.getMetadata().getName() + " failed, and its pod is gone.",
            "Its own limits of tries or time are used up, or the pod was deleted.",
            "Run `devloop restart` for this service to try again.")
        .withEvidence(message);
  }
}
