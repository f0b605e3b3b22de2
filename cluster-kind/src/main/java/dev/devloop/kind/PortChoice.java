package dev.devloop.kind;

import java.util.Set;
import java.util.function.IntPredicate;

/// Which host ports the proxy gets: those that are wanted, else 8080 and 8443, else the next free
/// ones after them.
///
/// @param http 1 to 65535
/// @param https 1 to 65535
record PortChoice(int http, int https) {

  private static final int HTTP_ROW = 8080;
  private static final int HTTPS_ROW = 8443;

  /// @param free whether nothing listens on a port
  /// @param tried ports that the engine refused although they looked free
  static PortChoice of(ClusterSettings wanted, IntPredicate free, Set<Integer> tried) {
    var usable = free.and(port -> !tried.contains(port));
    var http = next(wanted.httpPort(), HTTP_ROW, usable);
    return new PortChoice(
        http, next(wanted.httpsPort(), HTTPS_ROW, usable.and(port -> port != http)));
  }

  private static int next(int wanted, int row, IntPredicate usable) {
    if (usable.test(wanted)) {
      return wanted;
    }
    for (var port = row; port <= 65_535; port++) {
      if (usable.test(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + row + " on");
  }
}
