package dev.devloop.kube;

import dev.devloop.core.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Builds kustomizations with the tool that the host has. Resources on the network are the tool's
/// own matter.
final class Kustomize {

  /// A remote base has to be fetched by git; none is larger than this takes.
  private static final long PATIENCE_SECONDS = 120;

  private static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private final Map<String, String> env;

  Kustomize(Map<String, String> env) {
    this.env = env;
  }

  static boolean isKustomization(Path folder) {
    return NAMES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  static boolean isName(String fileName) {
    return NAMES.contains(fileName);
  }

  /// The YAML of all its objects.
  ///
  /// @param problems gets what is wrong
  Optional<String> build(Path folder, List<Problem> problems) {
    var command = command(folder);
    if (command.isEmpty()) {
      problems.add(
          Problem.of(
              "kustomize-missing",
              folder + " is a kustomization, and neither kubectl nor kustomize is in the PATH.",
              "devloop leaves kustomizations to the tool that defines them.",
              "Install kubectl (apt-get install kubectl, brew install kubectl) or kustomize."));
      return Optional.empty();
    }
    return run(command, problems);
  }

  private List<String> command(Path folder) {
    return find("kubectl")
        .map(kubectl -> List.of(kubectl, "kustomize", folder.toString()))
        .or(() -> find("kustomize").map(tool -> List.of(tool, "build", folder.toString())))
        .orElse(List.of());
  }

  private Optional<String> find(String name) {
    var path = env.getOrDefault("PATH", "");
    for (var folder : path.split(File.pathSeparator, -1)) {
      var file = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(file) && Files.isRegularFile(file)) {
        return Optional.of(file.toString());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> run(List<String> command, List<Problem> problems) {
    try {
      var errors = Files.createTempFile("devloop-kustomize", ".err");
      var output = Files.createTempFile("devloop-kustomize", ".yaml");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
        if (ended && process.exitValue() == 0) {
          return Optional.of(Files.readString(output));
        }
        problems.add(failed(command, ended, Files.readString(errors, StandardCharsets.UTF_8)));
      } finally {
        Files.deleteIfExists(errors);
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      problems.add(failed(command, true, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add(failed(command, true, "interrupted"));
    }
    return Optional.empty();
  }

  private static Problem failed(List<String> command, boolean ended, String output) {
    var evidence = new ArrayList<String>();
    evidence.add(String.join(" ", command));
    output.lines().limit(20).forEach(evidence::add);
    return Problem.of(
            "kustomize-failed",
            "The kustomization "
                + command.getLast()
                + (ended ? " cannot be built." : " took longer than 2 minutes."),
            "A file that it names is missing or wrong, or a remote base cannot be fetched.",
            "Run the command below and correct what it says.")
        .withEvidence(evidence);
  }
}
