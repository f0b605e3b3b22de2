package dev.devloop.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.devloop.engine.EngineContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The projects of a cluster: its namespaces that devloop made.
record Projects(NodeKubectl kubectl) {

  private static final String LABEL = "app.kubernetes.io/managed-by=devloop";
  private static final String FOLDER = "dev.devloop/folder";

  /// Of a cluster that does not run: as they were when devloop stopped or paused it, and those that
  /// asked for it since.
  static List<Project> of(Host host, ClusterName cluster) {
    return host.docker().container(cluster.node()).filter(EngineContainer::running).isPresent()
        ? new Projects(new NodeKubectl(host.docker(), cluster)).list()
        : host.files().record(cluster).projects().stream()
            .map(ClusterRecord.Entry::project)
            .toList();
  }

  List<Project> list() {
    var namespaces = kubectl.output("get", "namespaces", "--selector=" + LABEL, "-o", "json");
    var active = active();
    return Json.tree(namespaces).stream()
        .flatMap(list -> StreamSupport.stream(list.path("items").spliterator(), false))
        .filter(namespace -> !namespace.path("metadata").has("deletionTimestamp"))
        .map(namespace -> project(namespace.path("metadata"), active))
        .toList();
  }

  private static Project project(JsonNode metadata, Set<String> active) {
    var name = metadata.path("name").asText();
    var folder = Optional.ofNullable(metadata.path("annotations").path(FOLDER).textValue());
    return new Project(name, folder.map(Path::of), active.contains(name));
  }

  /// Namespaces with a workload in them.
  private Set<String> active() {
    return kubectl
        .output(
            "get",
            "deployments,statefulsets,daemonsets,jobs,cronjobs",
            "--all-namespaces",
            "--no-headers",
            "-o",
            "custom-columns=NAMESPACE:.metadata.namespace")
        .lines()
        .map(String::strip)
        .collect(Collectors.toSet());
  }
}
