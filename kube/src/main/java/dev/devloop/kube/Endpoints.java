package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/// Whether the cluster's services lead to where pods are now: a pod that outlives a start of its
/// node gets another address, and services lead to the one before until the cluster's controllers
/// have looked. Looked up only for such pods.
final class Endpoints {

  /// Between two looks; it takes a second at most.
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final ExecutorService threads;
  private final Runnable looked;
  private final Map<String, List<Endpoint>> known = new ConcurrentHashMap<>();
  private final Set<String> looking = ConcurrentHashMap.newKeySet();

  /// @param looked told when an answer may be another one
  Endpoints(KubernetesClient client, ExecutorService threads, Runnable looked) {
    this.client = client;
    this.threads = threads;
    this.looked = looked;
  }

  /// False also when that is not known yet.
  boolean leadTo(Pod pod) {
    var namespace = pod.getMetadata().getNamespace();
    var all = known.get(namespace);
    if (all != null && all.stream().allMatch(endpoint -> isRight(endpoint, pod))) {
      return true;
    }
    if (looking.add(namespace)) {
      boolean first = all == null;
      threads.execute(() -> look(namespace, first));
    }
    return false;
  }

  private static boolean isRight(Endpoint endpoint, Pod pod) {
    var target = endpoint.getTargetRef();
    return target == null
        || !pod.getMetadata().getUid().equals(target.getUid())
        || (endpoint.getAddresses().contains(pod.getStatus().getPodIP())
            && Boolean.TRUE.equals(endpoint.getConditions().getReady()));
  }

  private void look(String namespace, boolean first) {
    try {
      if (!first) {
        Thread.sleep(PERIOD);
      }
      var slices = client.discovery().v1().endpointSlices().inNamespace(namespace).list();
      known.put(
          namespace,
          slices.getItems().stream().flatMap(slice -> slice.getEndpoints().stream()).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (KubernetesClientException e) {
      known.put(namespace, List.of()); // it is not for this look to say what is wrong
    } finally {
      looking.remove(namespace);
    }
    looked.run();
  }
}
