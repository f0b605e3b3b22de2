package dev.devloop.ui;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.State;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.ServiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where services answer, seen from the host.
final class Urls {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Urls() {}

  /// The service's first address; empty while the cluster does not run, or without a host.
  static Optional<String> first(State state, ServiceConfig service) {
    return all(state, service).stream().findFirst();
  }

  static List<String> all(State state, ServiceConfig service) {
    return state
        .cluster()
        .access()
        .filter(a -> a.httpPort() > 0)
        .map(a ->
            service.hosts().stream()
                .map(route -> url(a, state.https().redirects() && a.httpsPort() > 0, route))
                .toList())
        .orElse(List.of());
  }

  /// Where programs of this machine reach the service without the ingress, such as
  /// `127.0.0.1:6379`.
  static List<String> exposed(ServiceConfig service) {
    return service.expose().stream().map(it -> "127.0.0.1:" + it.host()).toList();
  }

  /// Ports other than those that were wanted, one sentence each: something else has those.
  static List<String> moved(State state) {
    var moved = new ArrayList<String>();
    state
        .cluster()
        .access()
        .ifPresent(access ->
            state
                .config()
                .map(DevConfig::cluster)
                .ifPresent(wanted -> {
                  note(moved, "HTTP", wanted.httpPort(), access.httpPort());
                  note(moved, "HTTPS", wanted.httpsPort(), access.httpsPort());
                }));
    return moved;
  }

  private static void note(List<String> notes, String protocol, int wanted, int used) {
    if (used > 0 && used != wanted) {
      notes.add("port %d is in use: %s is on port %d".formatted(wanted, protocol, used));
    }
  }

  private static String url(ClusterAccess access, boolean https, HostRoute route) {
    int used = https ? access.httpsPort() : access.httpPort();
    var port = used == (https ? HTTPS : HTTP) ? "" : ":" + used;
    var path = route.path().equals("/") ? "" : route.path();
    return (https ? "https://" : "http://") + route.host() + port + path;
  }
}
