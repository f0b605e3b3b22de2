package dev.devloop.host;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.Check;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.engine.EngineDoctor;
import dev.devloop.kind.KindDoctor;
import dev.devloop.project.ProjectFiles;
import dev.devloop.project.Version;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at this machine. Changes nothing.
final class Doctor {

  /// Of a project that says nothing else.
  private static final ClusterConfig USUAL =
      new ClusterConfig("devloop", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443);

  private final Map<String, String> env;
  private final Home home;
  private final ProjectFiles files;

  Doctor(Map<String, String> env, Home home, ProjectFiles files) {
    this.env = env;
    this.home = home;
    this.files = files;
  }

  List<Check> checks() {
    var checks = new ArrayList<Check>();
    checks.add(Check.ok("devloop", Version.current()));
    checks.add(Check.ok("java", Runtime.version() + " in " + System.getProperty("java.home")));
    checks.add(Check.ok("state folder", home.state().toString()));
    checks.addAll(EngineDoctor.checks(env, home));
    var config = config(checks);
    checks.addAll(
        KindDoctor.checks(
            env,
            home,
            config.map(DevConfig::cluster).orElse(USUAL),
            config.map(Doctor::hosts).orElse(Set.of("devloop.localhost"))));
    checks.addAll(HttpsDoctor.checks(env, home, config));
    if (Files.exists(files.log())) {
      checks.add(Check.ok("daemon log", files.log().toString()));
    }
    return checks;
  }

  private Optional<DevConfig> config(List<Check> checks) {
    if (!Files.exists(files.config())) {
      checks.add(Check.warn("config", "no " + files.config(), "devloop init, or -C DIR / -f FILE"));
      return Optional.empty();
    }
    try {
      var config = ConfigReader.read(files.config(), env);
      checks.add(Check.ok("config", files.config() + ": " + config.project()));
      return Optional.of(config);
    } catch (DevloopException e) {
      checks.add(
          Check.fail("config", e.problems().size() + " problems", "devloop validate shows them"));
      return Optional.empty();
    }
  }

  private static Set<String> hosts(DevConfig config) {
    return config.services().values().stream()
        .flatMap(s -> s.hosts().stream())
        .map(HostRoute::host)
        .collect(Collectors.toSet());
  }
}
