package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.ExecResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// kubectl in the node, as the cluster's administrator: there where it is needed, and of the
/// cluster's version.
record NodeKubectl(Docker docker, ClusterName cluster) {

  /// Below /kind: a path of the node's own file system, where the engine can write.
  private static final String MANIFEST = "/kind/devloop-objects.yaml";

  ExecResult run(String... arguments) {
    var command =
        Stream.concat(
                Stream.of("kubectl", "--kubeconfig=/etc/kubernetes/admin.conf"),
                Stream.of(arguments))
            .toList();
    return docker.exec(cluster.node(), command);
  }

  /// Its output.
  ///
  /// @throws DevloopException `cluster-api-error` with what it said
  String output(String... arguments) {
    var result = run(arguments);
    if (!result.ok()) {
      throw failed(List.of(arguments), result);
    }
    return result.stdout();
  }

  /// Applies YAML documents on the server's side.
  void apply(String text) {
    docker.write(cluster.node(), Map.of(MANIFEST, text));
    output(
        "apply", "--server-side", "--force-conflicts", "--field-manager=devloop", "-f", MANIFEST);
  }

  /// Deletes the objects of YAML documents, and returns when they are gone; what is not there will
  /// do.
  void delete(String text) {
    docker.write(cluster.node(), Map.of(MANIFEST, text));
    output("delete", "--ignore-not-found", "--timeout=50s", "-f", MANIFEST);
  }

  /// Leaves nothing in the node of what was applied last: it may have held a key.
  void forget() {
    docker.write(cluster.node(), Map.of(MANIFEST, ""));
  }

  private DevloopException failed(List<String> arguments, ExecResult result) {
    var evidence = new ArrayList<String>();
    evidence.add("$ docker exec " + cluster.node() + " kubectl " + String.join(" ", arguments));
    result.stderr().lines().limit(20).forEach(evidence::add);
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "cluster-api-error",
                "The API of cluster " + cluster.value() + " refused a request.",
                "The cluster is still starting, or it is broken.",
                "Run the command again; when it fails again: devloop down --delete")
            .withEvidence(evidence));
  }
}
