package dev.devloop.ui;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Event;
import dev.devloop.core.Https;
import dev.devloop.core.Inputs;
import dev.devloop.core.Instance;
import dev.devloop.core.Observed;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.SyncRule;
import dev.devloop.core.config.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A small project for tests of views.
final class Samples {

  static final ServiceName WEB = new ServiceName("web");
  static final ServiceName DB = new ServiceName("db");

  static final ClusterAccess ACCESS =
      new ClusterAccess(
          "devloop",
          Path.of("/k"),
          "kind-devloop",
          "1.36.3",
          8080,
          8443,
          "localhost:5001",
          Instant.EPOCH);

  static final Credentials CREDENTIALS = new Credentials("secret", "crumb", "devloop-shop");

  private Samples() {}

  static Event config() {
    SequencedMap<ServiceName, ServiceConfig> services = new LinkedHashMap<>();
    services.put(DB, service(DB));
    services.put(WEB, service(WEB, new HostRoute("shop.localhost", "/")));
    var config =
        new DevConfig(
            Path.of("/p"),
            Path.of("/p/dev-config.yaml"),
            "shop",
            "shop.localhost",
            new ClusterConfig("devloop", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443),
            services,
            List.of(),
            List.of());
    return new Event.ConfigLoaded(config, new Inputs("1", Map.of(DB, "1", WEB, "1")), Https.OFF);
  }

  static ServiceConfig service(ServiceName name, HostRoute... hosts) {
    return new ServiceConfig(
        name,
        Optional.empty(),
        Optional.of(name + ":1"),
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(80),
        List.of(hosts),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        1,
        new Resources(Optional.empty(), Optional.empty()),
        List.of(),
        hosts.length == 0
            ? List.of()
            : List.of(new SyncRule(Path.of("/p/src"), "/app/src", List.of())),
        List.of(),
        Trigger.AUTO,
        List.of(),
        true);
  }

  static Observed ready(String pod) {
    return new Observed(
        true,
        "",
        "image:1",
        true,
        Optional.empty(),
        List.of(new Instance(pod, Instance.Phase.RUNNING, true, 2, "node-1", Optional.empty())));
  }

  static Observed crashing() {
    return new Observed(
        true,
        "",
        "image:1",
        false,
        Optional.of(
            Problem.of(
                "crash-loop", "web ends with code 1.", "Its command fails.", "devloop logs web")),
        List.of(
            new Instance("web-1", Instance.Phase.RUNNING, false, 5, "node-1", Optional.empty())));
  }

  /// A project without a daemon whose cluster runs.
  static FakeDoor seen(Observed web) {
    return new FakeDoor()
        .on(config())
        .on(new Event.ClusterFound(ACCESS))
        .on(new Event.Seen(Map.of(DB, ready("db-1"), WEB, web)));
  }
}
