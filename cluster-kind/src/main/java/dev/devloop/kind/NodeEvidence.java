package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a node that does not work says about itself.
final class NodeEvidence {

  private static final int LINES = 15;

  private NodeEvidence() {}

  /// systemd colours its lines and puts an empty one between two.
  static List<String> readable(List<String> log) {
    return log.stream()
        .map(line -> line.replaceAll("\\u001b\\[[0-9;]*m", "").strip())
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  /// The last lines of the node's start, and of the kubelet where the node runs.
  static List<String> of(Docker docker, ClusterName cluster) {
    var lines = new ArrayList<String>();
    if (docker.container(cluster.node()).isEmpty()) {
      lines.add("there is no container " + cluster.node());
      return lines;
    }
    try {
      lines.add("$ docker logs --tail " + LINES + " " + cluster.node());
      lines.addAll(readable(docker.logs(cluster.node(), 2 * LINES)));
      lines.add("$ docker exec " + cluster.node() + " journalctl -u kubelet");
      var journal =
          docker.exec(
              cluster.node(),
              List.of("journalctl", "--no-pager", "-o", "cat", "-u", "kubelet", "-n", "" + LINES));
      journal.stdout().lines().forEach(lines::add);
    } catch (DevloopException e) {
      lines.add(String.valueOf(e.getMessage()));
    }
    return lines;
  }
}
