package dev.devloop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A container that runs, known by the node's own records.
///
/// @param pid of its first process, as the node counts
/// @param restarts how often it was started again in its pod
record LiveContainer(Project project, String pod, String name, String id, long pid, int restarts) {

  private static final String TASKS = "/run/containerd/io.containerd.runtime.v2.task/k8s.io/";

  /// Those of a service that run now; none of a pod that is going.
  static List<LiveContainer> of(Project project, String service) {
    return Status.each(project.kubectl().get("pods").path("items")).stream()
        .filter(pod -> belongs(pod, service))
        .filter(pod -> pod.path("metadata").path("deletionTimestamp").isMissingNode())
        .flatMap(pod -> containers(project, pod))
        .toList();
  }

  private static boolean belongs(JsonNode pod, String service) {
    var annotations = pod.path("metadata").path("annotations");
    return annotations.path("dev.devloop/service").asText().equals(service);
  }

  private static Stream<LiveContainer> containers(Project project, JsonNode pod) {
    return Status.each(pod.path("status").path("containerStatuses")).stream()
        .filter(status -> status.path("state").has("running"))
        .flatMap(status -> of(project, pod.path("metadata").path("name").asText(), status));
  }

  private static Stream<LiveContainer> of(Project project, String pod, JsonNode status) {
    var id = status.path("containerID").asText().replace("containerd://", "");
    var pid = inNode(project, "cat", TASKS + id + "/init.pid");
    // it may have ended since
    return pid.exit() == 0
        ? Stream.of(
            new LiveContainer(
                project,
                pod,
                status.path("name").asText(),
                id,
                Long.parseLong(pid.out().strip()),
                status.path("restartCount").asInt()))
        : Stream.of();
  }

  Run inNode(String... command) {
    return inNode(project, command);
  }

  static Run inNode(Project project, String... command) {
    var all = new ArrayList<>(List.of("exec", Docker.node(project.cluster())));
    all.addAll(List.of(command));
    return project.sandbox().docker().run(all.toArray(String[]::new));
  }
}
