package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Event;
import dev.devloop.core.Https;
import dev.devloop.core.Inputs;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Configs for tests.
final class Projects {

  /// Where a cluster of the configs runs.
  static final ClusterAccess ACCESS =
      new ClusterAccess(
          "c", Path.of("/k"), "kind-c", "1.36", 80, 443, "localhost:1", Instant.EPOCH);

  private Projects() {}

  static ServiceConfig service(String name) {
    return new ServiceConfig(
        new ServiceName(name),
        Optional.empty(),
        Optional.of(name + ":1"),
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(80),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        1,
        new Resources(Optional.empty(), Optional.empty()),
        List.of(),
        List.of(),
        List.of(),
        Trigger.AUTO,
        List.of(),
        true);
  }

  static DevConfig config(ServiceConfig... services) {
    SequencedMap<ServiceName, ServiceConfig> map = new LinkedHashMap<>();
    for (var service : services) {
      map.put(service.name(), service);
    }
    return new DevConfig(
        Path.of("/p"),
        Path.of("/p/dev-config.yaml"),
        "shop",
        "shop.localhost",
        new ClusterConfig("c", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443),
        map,
        List.of(),
        List.of());
  }

  static Event loaded(ServiceConfig... services) {
    return new Event.ConfigLoaded(config(services), new Inputs("1", Map.of()), Https.OFF);
  }
}
