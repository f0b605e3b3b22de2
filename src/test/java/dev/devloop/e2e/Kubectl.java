package dev.devloop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the cluster itself says about a project, asked through the kubeconfig that devloop wrote.
///
/// @param program path of kubectl
/// @param env carries KUBECONFIG
record Kubectl(String program, Map<String, String> env, String context, String namespace) {

  Kubectl {
    env = Map.copyOf(env);
  }

  Kubectl in(String otherNamespace) {
    return new Kubectl(program, env, context, otherNamespace);
  }

  Run run(String... args) {
    return start(args).input("").end(Devloop.DEADLINE);
  }

  String out(String... args) {
    return run(args).mustEndWith(0).out().strip();
  }

  /// Creates or changes objects, as another person or tool would.
  void apply(String yaml) {
    start("apply", "-f", "-").input(yaml).end(Devloop.DEADLINE).mustEndWith(0);
  }

  JsonNode get(String what, String... more) {
    var args = new ArrayList<>(List.of("get", what, "-o", "json"));
    args.addAll(List.of(more));
    return Status.json(out(args.toArray(String[]::new)));
  }

  /// Kind and name of what there is, such as `pod/web-1`.
  List<String> names(String what, String... more) {
    var args = new ArrayList<>(List.of("get", what, "-o", "name", "--ignore-not-found"));
    args.addAll(List.of(more));
    return out(args.toArray(String[]::new)).lines().filter(line -> !line.isBlank()).toList();
  }

  boolean exists(String what) {
    return !names(what).isEmpty();
  }

  /// The containers of the pods that a service has now.
  JsonNode pod(String service) {
    var pods =
        Status.each(get("pods", "-l", "app.kubernetes.io/name=" + service).path("items")).stream()
            .filter(pod -> pod.path("metadata").path("deletionTimestamp").isMissingNode())
            .toList();
    if (pods.size() != 1) {
      throw new AssertionError("one pod of " + service + " expected, there are " + pods.size());
    }
    return pods.getFirst();
  }

  private Started start(String... args) {
    var command = new ArrayList<>(List.of(program, "--context", context, "--namespace", namespace));
    command.addAll(List.of(args));
    return Started.start(Path.of("/"), env, command);
  }
}
