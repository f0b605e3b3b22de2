package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.Probe;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import dev.devloop.engine.Engine;
import dev.devloop.engine.EngineAddress;
import dev.devloop.kube.Objects;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks through the large libraries once, so that the start-up cache of the build has them. There
/// is nothing at the other end: all that counts is what gets loaded.
final class Training {

  private static final ServiceName NAME = new ServiceName("a");

  /// Where certainly nobody listens.
  private static final String NOWHERE = "127.0.0.1:1";

  private Training() {}

  static void run(Map<String, String> env) throws IOException {
    try (var engine =
        Engine.connect(
            new EngineAddress(URI.create("tcp://" + NOWHERE), "training", Optional.empty()))) {
      engine.info();
    } catch (DevloopException _) {
      // as expected
    }
    Objects.of(project(), service(), "image", Map.of("A", "b"), "1").forEach(o -> o.yaml());
    cluster(env);
  }

  private static void cluster(Map<String, String> env) throws IOException {
    var kubeconfig = Files.createTempFile("devloop-training", ".yaml");
    try {
      Files.writeString(
          kubeconfig,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "https://%s"}}]
          users: [{name: u, user: {}}]
          contexts: [{name: c, context: {cluster: c, user: u}}]
          current-context: c
          """
              .formatted(NOWHERE));
      var access = new ClusterAccess("c", kubeconfig, "c", "1", 0, 0, NOWHERE);
      try (var runtime = KubeRuntime.open(access, env)) {
        runtime.deploy(project(), service(), "image", "1");
      }
    } catch (DevloopException _) {
      // as expected
    } finally {
      Files.delete(kubeconfig);
    }
  }

  private static DevConfig project() {
    var services = new LinkedHashMap<>(Map.of(NAME, service()));
    var folder = Path.of("/nowhere");
    var cluster = new ClusterConfig("c", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443);
    return new DevConfig(
        folder,
        folder.resolve("dev-config.yaml"),
        "p",
        "p.localhost",
        cluster,
        services,
        List.of(),
        List.of());
  }

  private static ServiceConfig service() {
    return new ServiceConfig(
        NAME,
        Optional.empty(),
        Optional.of("image"),
        false,
        Optional.empty(),
        List.of("run"),
        List.of(),
        List.of(80),
        List.of(new HostRoute("p.localhost", "/")),
        Map.of("A", "b"),
        List.of(),
        List.of(),
        Optional.of(Probe.ready(new ReadyCheck.Http("/", 80))),
        Optional.empty(),
        1,
        new Resources(Optional.empty(), Optional.of("64Mi")),
        List.of(),
        List.of(),
        List.of(),
        Trigger.AUTO,
        List.of(),
        true);
  }
}
