package dev.devloop.daemon;

import dev.devloop.config.ConfigReader;
import dev.devloop.config.EnvFiles;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Inputs;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.EnvFile;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.kube.HttpsObjects;
import dev.devloop.kube.HttpsParts;
import dev.devloop.kube.KubeObject;
import dev.devloop.kube.ManifestFiles;
import dev.devloop.kube.Manifests;
import dev.devloop.project.Switches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Reads all that describes a project: dev-config.yaml, env files, manifests.
final class ConfigSource {

  private final Path file;
  private final Switches switches;
  private final HttpsSource https;

  /// @param switches what is enabled or disabled at run time
  ConfigSource(Path file, Switches switches, HttpsSource https) {
    this.file = file;
    this.switches = switches;
    this.https = https;
  }

  /// Reads everything anew.
  ///
  /// @param env for `${VAR}`
  /// @return `ConfigLoaded`, or `ConfigRejected` with all problems
  Event read(Map<String, String> env) {
    try {
      var config = switches.apply(ConfigReader.read(file, env));
      var manifests =
          config.manifests().isEmpty() ? Manifests.NONE : ManifestFiles.read(config, env);
      var problems = manifests.problems(config);
      if (!problems.isEmpty()) {
        throw new DevloopException(ExitCode.USAGE, problems);
      }
      var found = https.of(config);
      return new Event.ConfigLoaded(config, inputs(config, manifests, found), found.state());
    } catch (DevloopException e) {
      return new Event.ConfigRejected(e.problems());
    }
  }

  /// The files and folders whose change means that the project is to be read again.
  Set<Path> files(DevConfig config) {
    var paths = new HashSet<Path>(entryFiles());
    config.services().values().stream()
        .flatMap(s -> s.envFiles().stream())
        .map(EnvFile::path)
        .forEach(paths::add);
    if (!config.manifests().isEmpty()) {
      paths.addAll(ManifestFiles.files(config));
    }
    return paths;
  }

  /// The configuration file and the one that overrides it: known also before any good config.
  Set<Path> entryFiles() {
    return Set.of(file, ConfigReader.localFile(file));
  }

  /// The variables of a service's env files, later files over earlier ones.
  static SequencedMap<String, String> variables(ServiceConfig service) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    for (var envFile : service.envFiles()) {
      if (!envFile.optional() || Files.exists(envFile.path())) {
        all.putAll(EnvFiles.read(envFile.path()));
      }
    }
    return all;
  }

  private static Inputs inputs(DevConfig config, Manifests manifests, HttpsSource.Found https) {
    var services = new HashMap<ServiceName, String>();
    config
        .services()
        .forEach((name, service) -> services.put(name, of(config, service, manifests)));
    var shared = new Digest().add(config.services().keySet());
    // whether a service has objects of a kind: what it has no longer is removed
    config
        .services()
        .values()
        .forEach(s ->
            shared
                .add(s.enabled())
                .add(s.ports().isEmpty())
                .add(s.hosts().isEmpty())
                .add(s.expose()));
    shared.add(config.manifests());
    manifests.shared(config).forEach(o -> shared.add(o.yaml()));
    var parts = https.parts();
    shared.add(config.https()).add(parts.bundle()).add(parts.redirects());
    shared.add(parts.pair().map(HttpsParts.Pair::chain)).add(config.hosts());
    return new Inputs(shared.hex(), services);
  }

  /// All that a service's objects are made from. What concerns its image only is left out: a new
  /// image has another name.
  private static String of(DevConfig config, ServiceConfig service, Manifests manifests) {
    var digest =
        new Digest()
            .add(config.domain())
            .add(config.cluster().ingress())
            .add(service.job())
            .add(service.enabled())
            .add(service.workload())
            .add(service.command())
            .add(service.args())
            .add(service.ports())
            .add(service.hosts())
            .add(service.expose())
            .add(service.env())
            .add(variables(service))
            .add(service.ready())
            .add(service.live())
            .add(service.replicas())
            .add(service.resources())
            .add(service.volumes())
            .add(HttpsObjects.inputs(config));
    if (service.workload().isPresent()) {
      digest.add(workload(config, service, manifests).yaml());
    }
    return digest.hex();
  }

  private static KubeObject workload(DevConfig config, ServiceConfig service, Manifests manifests) {
    return manifests.workload(config, service, "", "");
  }
}
