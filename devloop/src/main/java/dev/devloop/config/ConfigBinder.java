package dev.devloop.config;

import dev.devloop.config.Value.Scalar;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Upkeep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// Makes the records from a tree that has the right shape, checking what a shape cannot say.
final class ConfigBinder {

  private static final long SMALLEST_LOG = 1L << 20;

  private final View root;
  private final ProjectPaths paths;
  private final Findings findings;

  ConfigBinder(View root, Path folder, Findings findings) {
    this.root = root;
    this.paths = new ProjectPaths(folder, findings);
    this.findings = findings;
  }

  /// Not to be used when there are findings.
  DevConfig bind(Path file) {
    var project = root.text("project").orElse("project");
    var domain = root.text("domain").orElse(project + ".localhost");
    var manifests = paths("manifests", ConfigProblem.MANIFEST_MISSING);
    var services = services();
    var bound = new LinkedHashMap<ServiceName, ServiceConfig>();
    services.forEach((name, view) ->
        bound.put(
            new ServiceName(name), new ServiceBinder(name, view, paths, findings).bind(domain)));
    new Relations(services, findings).check(domain);
    workloadsNeedManifests(services);
    var config =
        new DevConfig(
            paths.folder(),
            file,
            project,
            domain,
            cluster(),
            bound,
            manifests,
            paths("recipes", ConfigProblem.RECIPES_MISSING),
            uiPort(),
            logBytes(),
            upkeep(),
            https());
    // when something else is wrong, that is probably why
    if (findings.isEmpty() && bound.isEmpty() && manifests.isEmpty()) {
      findings.add(
          ConfigProblem.NOTHING_TO_RUN, root.position(), "there are no services and no manifests");
    }
    return config;
  }

  private Upkeep upkeep() {
    return new Upkeep(
        root.text("idle").flatMap(Durations::parse),
        root.text("disk").stream().mapToLong(Quantities::bytes).findFirst());
  }

  private HttpsMode https() {
    var word = root.text("https").orElse("auto");
    return HttpsMode.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  private OptionalInt uiPort() {
    return root.section("ui").flatMap(ui -> ui.number("port")).stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  private long logBytes() {
    return root.section("logs")
        .flatMap(logs -> logs.text("size"))
        .map(size -> Math.max(SMALLEST_LOG, Quantities.bytes(size)))
        .orElse(DevConfig.LOG_BYTES);
  }

  private SequencedMap<String, View> services() {
    var services = new LinkedHashMap<String, View>();
    root.entries("services")
        .forEach((name, entry) -> {
          if (entry.value() instanceof Value.Entries map) {
            // what is wrong with the service as a whole is shown at its name
            var atName = new Value.Entries(entry.key(), map.entries());
            services.put(name, new View(ServiceKeys.SERVICE, atName));
          }
        });
    return services;
  }

  private void workloadsNeedManifests(SequencedMap<String, View> services) {
    if (root.has("manifests")) {
      return;
    }
    services.forEach((name, service) -> {
      if (service.has("workload")) {
        findings.add(
            ConfigProblem.WORKLOAD_WITHOUT_MANIFESTS,
            service.place("workload"),
            "service `" + name + "` is a workload, and there are no `manifests`");
      }
    });
  }

  private List<Path> paths(String key, ConfigProblem missing) {
    List<Path> found = new ArrayList<>();
    for (Scalar text : root.scalars(key)) {
      paths
          .inside(text, paths.folder(), key)
          .ifPresent(path -> {
            if (key.equals("recipes")) {
              paths.mustBeFolder(path, text, missing, key);
            } else {
              paths.mustExist(path, text, missing, key);
            }
            found.add(path);
          });
    }
    return found;
  }

  private ClusterConfig cluster() {
    var cluster =
        root.section("cluster")
            .orElseGet(() -> new View(Keys.CLUSTER, new Value.Nothing(root.position())));
    var ports =
        cluster
            .section("ports")
            .orElseGet(() -> new View(Keys.PORTS, new Value.Nothing(cluster.position())));
    int http = ports.number("http").orElse(0);
    int https = ports.number("https").orElse(-1);
    if (http == https) {
      findings.add(
          ConfigProblem.CLUSTER_PORTS_EQUAL,
          ports.place(ports.has("https") ? "https" : "http"),
          "`cluster.ports`: HTTP and HTTPS are both on port " + http);
    }
    return new ClusterConfig(
        cluster.text("name").orElse(""),
        cluster.text("kubernetes").orElse(""),
        cluster.text("ingress").orElse("").equals("none") ? Ingress.NONE : Ingress.TRAEFIK,
        http,
        https);
  }
}
