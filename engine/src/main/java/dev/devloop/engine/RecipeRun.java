package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One build of a recipe: its build.sh, or its Dockerfile where it has none.
///
/// @param recipe what to build
/// @param key of its inputs
/// @param env what the recipe may read beside this process's own: the engine's address, PATH,
///   versions, `DEVLOOP_*`
/// @param work folder that is the recipe's own
/// @param expected how long it may take
record RecipeRun(Recipe recipe, String key, Map<String, String> env, Path work, Duration expected) {

  /// Twenty times what is expected, and never below half an hour, is a hang.
  private static final Duration LEAST = Duration.ofMinutes(30);

  private static final Pattern ARG = Pattern.compile("ARG ([A-Z_]+)");

  void run(Progress progress) {
    var title = "recipe " + recipe.makes() + " (" + about(expected) + ")";
    progress.step(title);
    var deadline =
        expected.multipliedBy(20).compareTo(LEAST) > 0 ? expected.multipliedBy(20) : LEAST;
    try (var _ = Ticking.start(expected, progress)) {
      var result =
          command()
              .run(
                  line -> {
                    if (line.startsWith("== ")) {
                      progress.step(title + ": " + line.substring(3));
                    } else {
                      progress.line(line);
                    }
                  },
                  deadline);
      if (!result.ok()) {
        throw failed(result);
      }
    }
  }

  private Command command() {
    var script = recipe.folder().resolve("build.sh");
    var argv = Files.isExecutable(script) ? List.of(script.toString()) : dockerBuild();
    return Command.of(argv).env(environment()).in(recipe.folder());
  }

  private Map<String, String> environment() {
    var all = new HashMap<>(env);
    recipe.image().ifPresent(image -> all.put("DEVLOOP_IMAGE", image));
    all.put("DEVLOOP_LABEL", Recipes.LABEL + "=" + key);
    all.put("DEVLOOP_WORK", work.toString());
    all.put(
        "DEVLOOP_TOOL_OUT", recipe.tool().map(name -> work.resolve(name).toString()).orElse(""));
    return all;
  }

  private List<String> dockerBuild() {
    var argv =
        new ArrayList<>(
            List.of(
                "docker",
                "build",
                "--label",
                Recipes.LABEL + "=" + key,
                "-t",
                recipe.image().orElseThrow()));
    args()
        .forEach(name ->
            Optional.ofNullable(env.get(name))
                .ifPresent(value -> argv.addAll(List.of("--build-arg", name + "=" + value))));
    argv.add(".");
    return argv;
  }

  /// The versions that the Dockerfile asks for.
  private List<String> args() {
    try (var lines = Files.lines(recipe.folder().resolve("Dockerfile"))) {
      return lines.map(ARG::matcher).filter(m -> m.matches()).map(m -> m.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DevloopException failed(CommandResult result) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "recipe-failed",
                "The recipe of "
                    + recipe.makes()
                    + " failed (exit code "
                    + result.exitCode()
                    + ").",
                "A package source may be out of reach, or a tool of this host too old.",
                "Look at the lines below and at " + work + "; then run devloop again.")
            .withEvidence(result.evidence(30)));
  }

  private static String about(Duration expected) {
    return expected.toSeconds() < 90
        ? "about " + Math.max(1, expected.toSeconds()) + " s"
        : "about " + Math.round(expected.toSeconds() / 60.0) + " min";
  }
}
