package dev.devloop.config;

import dev.devloop.config.Value.Entries;
import dev.devloop.config.Value.Scalar;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.EnvFile;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.VolumeConfig;
import dev.devloop.core.config.WorkloadRef;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Checks one service as a whole and makes its record.
final class ServiceBinder {

  static final Set<String> KINDS =
      Set.of("deployment", "statefulset", "daemonset", "job", "cronjob");

  private static final List<String> NOT_IN_A_JOB =
      List.of("ready", "live", "host", "hosts", "expose", "replicas", "sync", "pull", "trigger");

  /// Decided by the user's own object, its Service and its Ingress.
  private static final List<String> NOT_IN_A_WORKLOAD =
      List.of(
          "command",
          "args",
          "port",
          "ports",
          "host",
          "hosts",
          "expose",
          "env",
          "envFile",
          "ready",
          "live",
          "replicas",
          "resources",
          "volumes",
          "job");

  private final String name;
  private final View view;
  private final ProjectPaths paths;
  private final Findings findings;

  ServiceBinder(String name, View view, ProjectPaths paths, Findings findings) {
    this.name = name;
    this.view = view;
    this.paths = paths;
    this.findings = findings;
  }

  ServiceConfig bind(String domain) {
    var workload = workload();
    var build = new BuildBinder(path("build"), paths, findings).bind(view.section("build"));
    source();
    var ports = ports();
    var probes = new ProbeBinder(ports, hasPorts(), findings);
    var sync = new SyncBinder(path(""), view, build, paths, findings);
    return new ServiceConfig(
        new ServiceName(name),
        build,
        view.text("image"),
        view.flag("job"),
        workload,
        view.texts("command"),
        view.texts("args"),
        ports,
        Hosts.of(view, domain),
        new ExposeBinder(name, view, findings).bind(ports),
        view.map("env"),
        envFiles(),
        view.texts("dependsOn").stream().map(ServiceName::new).toList(),
        view.section("ready").flatMap(ready -> probes.bind(ready, path("ready"))),
        view.section("live").flatMap(live -> probes.bind(live, path("live"))),
        replicas(),
        resources(),
        volumes(),
        sync.rules(),
        sync.pulls(),
        sync.trigger(),
        sync.changes(),
        view.flag("enabled"));
  }

  private void source() {
    var workload = view.has("workload");
    if (view.has("build") && view.has("image")) {
      findings.add(
          ConfigProblem.BUILD_AND_IMAGE,
          view.place("image"),
          "service `" + name + "` has both `build` and `image`");
    }
    if (!view.has("build") && !view.has("image") && !workload) {
      findings.add(
          ConfigProblem.IMAGE_SOURCE_MISSING,
          view.position(),
          "service `" + name + "` has neither `build` nor `image` nor `workload`");
    }
    if (workload) {
      clash(NOT_IN_A_WORKLOAD, ConfigProblem.WORKLOAD_KEY, "belongs to a workload of manifests");
    } else if (view.flag("job")) {
      clash(NOT_IN_A_JOB, ConfigProblem.JOB_KEY, "is a job");
    }
    if (view.has("container") && !workload) {
      findings.add(
          ConfigProblem.CONTAINER_WITHOUT_WORKLOAD,
          view.place("container"),
          "service `" + name + "` has a `container` and no `workload`");
    }
  }

  private void clash(List<String> keys, ConfigProblem problem, String why) {
    for (var key : keys) {
      if (view.has(key)) {
        findings.add(
            problem,
            view.place(key),
            "`" + key + "` is not possible: service `" + name + "` " + why);
      }
    }
  }

  private Optional<WorkloadRef> workload() {
    var reference = view.scalar("workload");
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    var text = reference.get().text();
    var slash = text.indexOf('/');
    var kind = text.substring(0, slash).toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      findings.add(
          ConfigProblem.WORKLOAD_KIND_UNKNOWN,
          reference.get().position(),
          "`" + text.substring(0, slash) + "` is not a kind of workload",
          Nearest.question(kind, KINDS.stream().sorted().toList()));
    }
    return Optional.of(new WorkloadRef(kind, text.substring(slash + 1), view.text("container")));
  }

  private boolean hasPorts() {
    return view.has("port") || !view.items("ports").isEmpty();
  }

  private List<Integer> ports() {
    both("port", "ports");
    var seen = new ArrayList<Integer>();
    for (var port : view.has("ports") ? view.scalars("ports") : view.scalars("port")) {
      var number = Math.toIntExact(Numbers.whole(port.text()));
      if (seen.contains(number)) {
        findings.add(
            ConfigProblem.PORT_TWICE,
            port.position(),
            "port " + number + " of service `" + name + "` is listed twice");
      }
      seen.add(number);
    }
    both("host", "hosts");
    var host = view.has("host") ? "host" : "hosts";
    if (view.has(host) && !hasPorts() && !view.has("workload") && !view.flag("job")) {
      findings.add(
          ConfigProblem.HOST_WITHOUT_PORT,
          view.place(host),
          "service `" + name + "` has a host and no port");
    }
    return seen;
  }

  private void both(String one, String several) {
    if (view.has(one) && view.has(several)) {
      findings.add(
          ConfigProblem.KEYS_CLASH,
          view.place(several),
          "service `" + name + "` has both `" + one + "` and `" + several + "`",
          "list all in `" + several + "`");
    }
  }

  private int replicas() {
    var replicas = view.number("replicas").orElse(1);
    if (replicas > 1 && !view.items("volumes").isEmpty()) {
      findings.add(
          ConfigProblem.REPLICAS_WITH_VOLUME,
          view.value("replicas").map(Value::position).orElse(view.position()),
          "service `" + name + "` wants " + replicas + " replicas on a volume");
    }
    return replicas;
  }

  private Resources resources() {
    var resources = view.section("resources");
    return new Resources(
        resources.flatMap(section -> section.text("cpu")),
        resources.flatMap(section -> section.text("memory")));
  }

  private List<VolumeConfig> volumes() {
    var seen = new HashSet<String>();
    List<VolumeConfig> volumes = new ArrayList<>();
    for (var volume : view.sections("volumes", ServiceKeys.VOLUME)) {
      var path = volume.scalar("path");
      if (path.isPresent() && !seen.add(path.get().text())) {
        findings.add(
            ConfigProblem.VOLUME_PATH_TWICE,
            path.get().position(),
            "service `" + name + "` has two volumes at `" + path.get().text() + "`");
      }
      volumes.add(
          new VolumeConfig(path.map(Scalar::text).orElse(""), volume.text("size").orElse("")));
    }
    return volumes;
  }

  private List<EnvFile> envFiles() {
    List<EnvFile> files = new ArrayList<>();
    for (var item : view.items("envFile")) {
      switch (item) {
        case Scalar path -> envFile(path, false).ifPresent(files::add);
        case Entries map -> {
          var section = new View(ServiceKeys.ENV_FILE, map);
          section
              .scalar("path")
              .flatMap(path -> envFile(path, section.flag("optional")))
              .ifPresent(files::add);
        }
        default -> {}
      }
    }
    return files;
  }

  private Optional<EnvFile> envFile(Scalar path, boolean optional) {
    var file = paths.inside(path, paths.folder(), path("envFile"));
    file.ifPresent(there -> {
      if (!optional || Files.exists(there)) {
        paths.mustBeFile(there, path, ConfigProblem.ENV_FILE_MISSING, path("envFile"));
        EnvFiles.check(there, findings);
      }
    });
    return file.map(there -> new EnvFile(there, optional));
  }

  private String path(String key) {
    var service = "services." + name;
    return key.isEmpty() ? service : service + "." + key;
  }
}
