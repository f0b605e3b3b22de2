package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.EnvFile;
import dev.devloop.core.config.ExposeConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.Probe;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import dev.devloop.core.config.VolumeConfig;
import dev.devloop.core.config.WorkloadRef;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Configs for tests: one service with few things set, changed step by step.
final class Fixtures {

  static final Path FOLDER = Path.of("/projects/shop").toAbsolutePath();

  /// A service under construction; each method returns a changed copy.
  record Service(ServiceConfig config) {

    Service command(String... words) {
      return with(c -> c.command = List.of(words));
    }

    Service ports(Integer... ports) {
      return with(c -> c.ports = List.of(ports));
    }

    Service host(String host, String path) {
      return with(c -> c.hosts = List.of(new HostRoute(host, path)));
    }

    Service env(String name, String value) {
      return with(c -> c.env = Map.of(name, value));
    }

    Service ready(ReadyCheck check) {
      return with(c -> c.ready = Optional.of(Probe.ready(check)));
    }

    Service live(ReadyCheck check) {
      return with(c -> c.live = Optional.of(Probe.live(check)));
    }

    Service replicas(int replicas) {
      return with(c -> c.replicas = replicas);
    }

    Service resources(String cpu, String memory) {
      return with(c -> c.resources = new Resources(Optional.of(cpu), Optional.of(memory)));
    }

    Service volume(String... paths) {
      return with(c ->
          c.volumes = List.of(paths).stream().map(path -> new VolumeConfig(path, "1Gi")).toList());
    }

    Service expose(int port, int host) {
      return with(c -> c.expose = List.of(new ExposeConfig(port, host)));
    }

    Service job() {
      return with(c -> c.job = true);
    }

    Service workload(String kind, String name, Optional<String> container) {
      return with(c -> c.workload = Optional.of(new WorkloadRef(kind, name, container)));
    }

    private Service with(java.util.function.Consumer<Draft> change) {
      var draft = new Draft(config);
      change.accept(draft);
      return new Service(draft.done());
    }
  }

  private static final class Draft {
    private final ServiceConfig base;
    boolean job;
    Optional<WorkloadRef> workload;
    List<String> command;
    List<Integer> ports;
    List<HostRoute> hosts;
    List<ExposeConfig> expose;
    Map<String, String> env;
    Optional<Probe> ready;
    Optional<Probe> live;
    int replicas;
    Resources resources;
    List<VolumeConfig> volumes;

    Draft(ServiceConfig base) {
      this.base = base;
      job = base.job();
      workload = base.workload();
      command = base.command();
      ports = base.ports();
      hosts = base.hosts();
      expose = base.expose();
      env = base.env();
      ready = base.ready();
      live = base.live();
      replicas = base.replicas();
      resources = base.resources();
      volumes = base.volumes();
    }

    ServiceConfig done() {
      return new ServiceConfig(
          base.name(),
          base.build(),
          base.image(),
          job,
          workload,
          command,
          base.args(),
          ports,
          hosts,
          expose,
          env,
          base.envFiles(),
          base.dependsOn(),
          ready,
          live,
          replicas,
          resources,
          volumes,
          base.sync(),
          base.pull(),
          base.trigger(),
          base.onChange(),
          base.enabled());
    }
  }

  private Fixtures() {}

  static Service service(String name) {
    return new Service(
        new ServiceConfig(
            new ServiceName(name),
            Optional.empty(),
            Optional.of("busybox:1"),
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.<EnvFile>of(),
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
            true));
  }

  static DevConfig config(Service... services) {
    return config(FOLDER, List.of(), ClusterConfig.Ingress.TRAEFIK, services);
  }

  static DevConfig config(
      Path folder, List<Path> manifests, ClusterConfig.Ingress ingress, Service... services) {
    var all = new LinkedHashMap<ServiceName, ServiceConfig>();
    for (var service : services) {
      all.put(service.config().name(), service.config());
    }
    return new DevConfig(
        folder,
        folder.resolve("dev-config.yaml"),
        "shop",
        "dev.localhost",
        new ClusterConfig("devloop", "1.36", ingress, 80, 443),
        all,
        manifests,
        List.of());
  }
}
