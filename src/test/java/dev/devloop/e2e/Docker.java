package dev.devloop.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The engine's own command line: what is really there, asked without the product.
///
/// @param env carries DOCKER_HOST when the engine is not the default one
record Docker(Map<String, String> env) {

  Docker {
    env = Map.copyOf(env);
  }

  Run run(String... args) {
    var command = new ArrayList<String>();
    command.add("docker");
    command.addAll(List.of(args));
    return Started.start(Path.of("/"), env, command).input("").end(Devloop.DEADLINE);
  }

  String out(String... args) {
    return run(args).mustEndWith(0).out().strip();
  }

  List<String> lines(String... args) {
    return out(args).lines().filter(line -> !line.isBlank()).toList();
  }

  /// `running`, `exited`, `paused`, ... or empty when there is no such container.
  String state(String container) {
    return out("ps", "-a", "--filter", "name=^" + container + "$", "--format", "{{.State}}");
  }

  static String node(String cluster) {
    return cluster + "-control-plane";
  }

  static String proxy(String cluster) {
    return "devloop-proxy-" + cluster;
  }
}
