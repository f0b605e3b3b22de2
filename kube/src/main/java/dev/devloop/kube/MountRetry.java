package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/// Spares a pod with a volume a wait of 10 to 15 s. A kubelet may read only the claims of pods that
/// the API server knows to be on its node, and on a busy machine it hears of a new pod sooner than
/// the part of the API server which judges that. Refused, it lets the pod rest (`backOffPeriod` in
/// kubelet.go, 10 s and up to half more), though the next try would do. Any change of the pod ends
/// the rest: an annotation is one.
final class MountRetry {

  /// In the message of Kubernetes' node authorizer.
  private static final String TOO_EARLY = "no relationship found between node";

  /// An older warning is of a pod that was tried again long ago.
  private static final Duration FRESH = Duration.ofSeconds(10);

  /// Who is refused so often is not merely early.
  private static final int TRIES = 5;

  private final KubernetesClient client;
  private final Executor threads;

  /// @param threads where the API is called
  MountRetry(KubernetesClient client, Executor threads) {
    this.client = client;
    this.threads = threads;
  }

  /// Called for each new or repeated event; returns at once.
  void heard(Event event) {
    var message = event.getMessage();
    var count = event.getCount();
    if ("FailedMount".equals(event.getReason())
        && message != null
        && message.contains(TOO_EARLY)
        && (count == null || count <= TRIES)
        && Diagnosis.time(event).isAfter(Instant.now().minus(FRESH))) {
      threads.execute(() -> touch(event));
    }
  }

  private void touch(Event event) {
    var pod = event.getInvolvedObject();
    try {
      client
          .pods()
          .inNamespace(pod.getNamespace())
          .withName(pod.getName())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                  .formatted(Labels.MOUNT_RETRY, Instant.now()));
    } catch (KubernetesClientException e) {
      // the pod is gone, or the kubelet's own retry has to do
      return;
    }
  }
}
