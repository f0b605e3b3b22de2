package dev.devloop.ui;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.State;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.ServiceConfig;
import java.util.List;
import java.util.Optional;

/// Where services answer, seen from the host.
final class Urls {

  private static final int HTTP = 80;

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
        .map(a -> service.hosts().stream().map(route -> url(a, route)).toList())
        .orElse(List.of());
  }

  private static String url(ClusterAccess access, HostRoute route) {
    var port = access.httpPort() == HTTP ? "" : ":" + access.httpPort();
    return "http://" + route.host() + port + (route.path().equals("/") ? "" : route.path());
  }
}
