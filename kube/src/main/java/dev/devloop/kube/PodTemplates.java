package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The pod template inside of a workload of any kind.
final class PodTemplates {

  private PodTemplates() {}

  static Optional<Map<String, Object>> of(GenericKubernetesResource object) {
    return switch (object.getKind().toLowerCase(Locale.ROOT)) {
      case "deployment", "statefulset", "daemonset", "replicaset", "job", "replicationcontroller" ->
          Trees.map(object, "spec", "template");
      case "cronjob" -> Trees.map(object, "spec", "jobTemplate", "spec", "template");
      default -> Optional.empty();
    };
  }

  /// The containers; first those that run before the others when `init` is set.
  static List<Map<String, Object>> containers(Map<String, Object> template, boolean init) {
    var all = new ArrayList<Map<String, Object>>();
    Trees.map(template, "spec")
        .ifPresent(spec -> {
          if (init) {
            all.addAll(Trees.maps(spec, "initContainers"));
          }
          all.addAll(Trees.maps(spec, "containers"));
        });
    return all;
  }

  /// Marks the template as the service's, and with its own digest: pods of one template can be told
  /// from pods of another.
  static void mark(Map<String, Object> template, ServiceName service) {
    var annotations = Trees.child(Trees.child(template, "metadata"), "annotations");
    annotations.put(Labels.SERVICE, service.value());
    annotations.remove(Labels.CONFIG_DIGEST);
    annotations.put(Labels.CONFIG_DIGEST, Digest.of(template));
  }
}
