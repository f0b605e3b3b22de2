package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The program that builds.
///
/// @param argv its words up to the options of a build
/// @param env what it wants
record Builder(List<String> argv, Map<String, String> env) {

  static final Builder CLASSIC =
      new Builder(List.of("docker", "build", "--force-rm"), Map.of("DOCKER_BUILDKIT", "0"));

  /// Names of arguments that would change the docker CLI itself when given as variables.
  private static final String RESERVED = "PATH|HOME|DOCKER_.*|BUILDX_.*|BUILDKIT_.*|(?i:.*_proxy)";

  /// buildx as a plugin of the docker CLI, as a tool of a recipe, else the classic builder. The
  /// `default` builder is asked for: one in a container would not see the engine's images.
  static Builder choose(Engine engine, Recipes recipes, Progress progress) {
    var options = List.of("build", "--builder", "default", "--progress", "plain", "--load");
    // no attestations: they would make an index of what is one image
    var env = Map.of("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    if (plugin()) {
      return new Builder(joined(List.of("docker", "buildx"), options), env);
    }
    if (recipes.makes("docker-buildx")) {
      try {
        var tool = recipes.tool(engine, "docker-buildx", progress).toString();
        return new Builder(joined(List.of(tool), options), env);
      } catch (DevloopException e) {
        progress.line("no buildx (" + e.getMessage() + "): building with the classic builder");
      }
    }
    return CLASSIC;
  }

  static boolean plugin() {
    try {
      return Command.of("docker", "buildx", "version").run(Duration.ofSeconds(10)).ok();
    } catch (DevloopException _) {
      return false;
    }
  }

  private static List<String> joined(List<String> first, List<String> more) {
    var all = new ArrayList<>(first);
    all.addAll(more);
    return List.copyOf(all);
  }

  /// Values of build arguments go through the environment: they may be secret, and a command line
  /// is seen by all.
  Command command(
      Engine engine, BuildRequest request, String reference, Map<String, String> labels) {
    var build = request.build();
    var words = new ArrayList<>(argv);
    var variables = new HashMap<>(engine.address().environment());
    variables.putAll(env);
    words.addAll(List.of("-t", reference, "-f", build.dockerfile().toString()));
    labels.forEach((name, value) -> words.addAll(List.of("--label", name + "=" + value)));
    if (request.fresh()) {
      words.add("--no-cache");
    }
    build.target().ifPresent(target -> words.addAll(List.of("--target", target)));
    build
        .args()
        .forEach((name, value) -> {
          var inline = name.matches(RESERVED);
          words.addAll(List.of("--build-arg", inline ? name + "=" + value : name));
          if (!inline) {
            variables.put(name, value);
          }
        });
    words.add(build.context().toString());
    return Command.of(words).env(variables);
  }
}
