package dev.devloop.kube;

import dev.devloop.core.PodUsage;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What pods use, from the summary that each kubelet keeps anyway: no metrics server is needed.
final class NodeStats {

  private static final double NANOS = 1e9;

  private NodeStats() {}

  /// The pods of a namespace by name.
  static Map<String, PodUsage> read(
      KubernetesClient client, Collection<String> nodes, String namespace) {
    var pods = new HashMap<String, PodUsage>();
    for (var node : nodes) {
      var path = "/api/v1/nodes/" + node + "/proxy/stats/summary";
      var text = ApiProblems.guard("read what pods use", () -> client.raw(path));
      if (text != null) {
        pods.putAll(parse(text, namespace));
      }
    }
    return pods;
  }

  static Map<String, PodUsage> parse(String summary, String namespace) {
    var pods = new HashMap<String, PodUsage>();
    for (var entry : list(Serialization.unmarshal(summary, Map.class), "pods")) {
      var ref = map(entry, "podRef");
      if (namespace.equals(ref.get("namespace"))) {
        pods.put(
            String.valueOf(ref.get("name")),
            new PodUsage(
                (long) number(map(entry, "memory"), "workingSetBytes"),
                number(map(entry, "cpu"), "usageNanoCores") / NANOS));
      }
    }
    return pods;
  }

  private static List<?> list(Map<?, ?> from, String key) {
    return from.get(key) instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(Object from, String key) {
    return from instanceof Map<?, ?> outer && outer.get(key) instanceof Map<?, ?> inner
        ? inner
        : Map.of();
  }

  /// A pod that has just begun has no numbers yet.
  private static double number(Map<?, ?> from, String key) {
    return Optional.ofNullable(from.get(key))
        .filter(Number.class::isInstance)
        .map(n -> ((Number) n).doubleValue())
        .orElse(0.0);
  }
}
