package dev.devloop.kind;

import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What belongs to a cluster and not to one of its projects, as it was asked for. The ports in use
/// may be others: the proxy container has them.
///
/// @param kubernetes minor version, such as `1.36`
/// @param httpPort host port that was asked for
/// @param httpsPort likewise
record ClusterSettings(String kubernetes, Ingress ingress, int httpPort, int httpsPort) {

  static ClusterSettings of(ClusterConfig config) {
    return new ClusterSettings(
        config.kubernetes(), config.ingress(), config.httpPort(), config.httpsPort());
  }

  /// Ports as they stand in a label.
  String ports() {
    return httpPort + "," + httpsPort;
  }

  /// The same with the ports of a label.
  ClusterSettings withPorts(String label) {
    var two = label.split(",", -1);
    return new ClusterSettings(
        kubernetes, ingress, Integer.parseInt(two[0]), Integer.parseInt(two[1]));
  }

  /// One line for each key of dev-config.yaml in which `wanted` differs from this and that a
  /// cluster has for its life.
  List<String> lasting(ClusterSettings wanted) {
    var lines = new ArrayList<String>();
    compare(lines, "cluster.kubernetes", kubernetes, wanted.kubernetes);
    compare(lines, "cluster.ingress", word(ingress), word(wanted.ingress));
    return lines;
  }

  /// Likewise for the ports, which only the proxy has.
  List<String> ports(ClusterSettings wanted) {
    var lines = new ArrayList<String>();
    compare(lines, "cluster.ports.http", httpPort, wanted.httpPort);
    compare(lines, "cluster.ports.https", httpsPort, wanted.httpsPort);
    return lines;
  }

  private static void compare(List<String> lines, String key, Object has, Object wants) {
    if (!has.equals(wants)) {
      lines.add("%s: the cluster has %s, the project asks for %s".formatted(key, has, wants));
    }
  }

  private static String word(Ingress ingress) {
    return ingress.name().toLowerCase(Locale.ROOT);
  }
}
