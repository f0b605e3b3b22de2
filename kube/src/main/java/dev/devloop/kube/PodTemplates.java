package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /// Marks the template as the service's, for the node's agent as well, and with its own digest:
  /// pods of one template can be told from pods of another.
  ///
  /// @param container the service's own one; others of its image get its files too
  static void mark(
      Map<String, Object> template,
      String project,
      ServiceName service,
      String container,
      boolean job) {
    var annotations = Trees.child(Trees.child(template, "metadata"), "annotations");
    annotations.put(Labels.SERVICE, service.value());
    annotations.put(Labels.PROJECT, project);
    annotations.put(Labels.SYNC_CONTAINERS, String.join(",", synced(template, container)));
    annotations.remove(Labels.JOB);
    if (job) {
      annotations.put(Labels.JOB, "true");
    }
    annotations.remove(Labels.READY_PORT);
    readyPort(template, container)
        .ifPresent(port -> annotations.put(Labels.READY_PORT, container + ":" + port));
    annotations.remove(Labels.CONFIG_DIGEST);
    annotations.put(Labels.CONFIG_DIGEST, Digest.of(ContainerTrust.withoutNames(template)));
  }

  /// Empty when no port is asked for readiness at once.
  private static Optional<Integer> readyPort(Map<String, Object> template, String container) {
    return containers(template, false).stream()
        .filter(one -> Trees.text(one, "name").equals(container))
        .filter(one -> !one.containsKey("startupProbe"))
        .flatMap(one ->
            Trees.map(one, "readinessProbe").stream()
                .flatMap(probe ->
                    Stream.of("httpGet", "tcpSocket")
                        .flatMap(kind -> Trees.map(probe, kind).stream()))
                .flatMap(asked -> port(asked.get("port"), one)))
        .findFirst();
  }

  /// @param port its number, or the name that the container gives it
  private static Stream<Integer> port(@Nullable Object port, Map<String, Object> container) {
    return port instanceof String name
        ? Trees.maps(container, "ports").stream()
            .filter(one -> Trees.text(one, "name").equals(name))
            .flatMap(one -> number(one.get("containerPort")))
        : number(port);
  }

  private static Stream<Integer> number(@Nullable Object port) {
    return port instanceof Integer number ? Stream.of(number) : Stream.empty();
  }

  private static List<String> synced(Map<String, Object> template, String container) {
    var image =
        containers(template, true).stream()
            .filter(one -> Trees.text(one, "name").equals(container))
            .map(one -> Trees.text(one, "image"))
            .findFirst()
            .orElse("");
    var names = new LinkedHashSet<>(List.of(container));
    containers(template, false).stream()
        .filter(one -> Trees.text(one, "image").equals(image))
        .forEach(one -> names.add(Trees.text(one, "name")));
    return List.copyOf(names);
  }
}
