package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Observed;
import dev.devloop.core.Progress;
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
import dev.devloop.kube.HttpsParts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Speaks once to a cluster and an engine that the build plays (`bin/lib/TrainingCluster.java`), so
/// that the start-up cache has the large libraries, and our code between them.
final class Training {

  private static final ServiceName NAME = new ServiceName("a");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Training() {}

  /// @param kubeconfig of the cluster
  /// @param env names the engine
  static void run(Path kubeconfig, Map<String, String> env)
      throws IOException, InterruptedException {
    var address = URI.create(env.get("DOCKER_HOST"));
    try (var engine = Engine.connect(new EngineAddress(address, "training", Optional.empty()))) {
      engine.info();
      engine.containers().list(Map.of("a", "b"));
      engine.images().list(Map.of("a", "b"));
      engine.images().find("image");
      engine.networks().list(Map.of("a", "b"));
    }
    var lines = Files.createTempDirectory("devloop-training");
    var access = new ClusterAccess("c", kubeconfig, "c", "1", 0, 0, "127.0.0.1:1", Instant.EPOCH);
    try (var log = new ProjectLog(lines);
        var runtime = KubeRuntime.open(access, env, log)) {
      var seen = new CountDownLatch(1);
      runtime.watch(project(), new Ear(seen));
      runtime.applyShared(project(), HttpsParts.NONE, new Nothing(), Progress.NONE);
      runtime.deploy(project(), service(), "image", "1");
      if (!seen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the training cluster's pod was not seen");
      }
      runtime.catchUp();
    }
  }

  private record Ear(CountDownLatch done) implements ServiceRuntime.Listener {
    @Override
    public void seen(Map<ServiceName, Observed> services) {
      if (services.values().stream().anyMatch(Observed::exists)) {
        done.countDown();
      }
    }

    @Override
    public void drifted() {}

    @Override
    public void lost() {}
  }

  private record Nothing() implements ServiceRuntime.Needs {
    @Override
    public void image(String reference) {}

    @Override
    public void gateway(boolean definitions) {}

    @Override
    public void issuer() {}
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
