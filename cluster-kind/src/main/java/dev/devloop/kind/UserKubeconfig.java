package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The kubeconfig of the user: the files of `KUBECONFIG`, else `~/.kube/config`. An entry is
/// changed in the file that has it; a new one goes into the first file that exists, else into the
/// last one, as kubectl does it. The user's current context stays; only where there is none at all
/// it becomes the cluster's.
///
/// @param files in the order of `KUBECONFIG`
record UserKubeconfig(List<Path> files) {

  UserKubeconfig {
    files = List.copyOf(files);
  }

  static UserKubeconfig of(Map<String, String> env) {
    var listed =
        Stream.of(env.getOrDefault("KUBECONFIG", "").split(File.pathSeparator))
            .filter(Predicate.not(String::isEmpty))
            .distinct()
            .map(Path::of)
            .toList();
    var home = env.getOrDefault("HOME", System.getProperty("user.home", ""));
    return new UserKubeconfig(
        listed.isEmpty() ? List.of(Path.of(home, ".kube", "config")) : listed);
  }

  /// The first file with entries of that name that devloop did not write.
  Optional<Path> foreign(ClusterName cluster, Optional<Kubeconfig> own) {
    return files.stream()
        .filter(file ->
            read(file)
                .filter(config -> config.has(cluster) && !config.isOurs(cluster, own))
                .isPresent())
        .findFirst();
  }

  /// Makes the cluster's context known. A file that has it already is not written.
  void add(ClusterName cluster, Kubeconfig own) {
    var file =
        first(path -> read(path).filter(config -> config.has(cluster)).isPresent())
            .or(() -> first(Files::isRegularFile))
            .orElse(files.getLast());
    var current =
        files.stream().anyMatch(path -> read(path).flatMap(Kubeconfig::currentContext).isPresent());
    change(
        file,
        config -> {
          config.merge(cluster, own);
          if (!current) {
            config.currentContext(cluster.context());
          }
        });
  }

  /// Takes the cluster's context out where it is devloop's.
  void remove(ClusterName cluster, Optional<Kubeconfig> own) {
    for (var file : files) {
      if (read(file).filter(it -> it.has(cluster) && it.isOurs(cluster, own)).isPresent()) {
        change(file, config -> config.remove(cluster));
      }
    }
  }

  private Optional<Path> first(Predicate<Path> wanted) {
    return files.stream().filter(wanted).findFirst();
  }

  private static Optional<Kubeconfig> read(Path file) {
    return PrivateFile.read(file).map(text -> parse(file, text));
  }

  /// An edit of a kubeconfig.
  private interface Edit {
    void apply(Kubeconfig config);
  }

  private static void change(Path file, Edit edit) {
    if (edited(file, edit).equals(PrivateFile.read(file))) {
      return;
    }
    try (var _ = KubeconfigLock.take(file)) {
      edited(file, edit).ifPresent(text -> PrivateFile.write(file, text));
    }
  }

  /// The text that the file should have. Text that says the same already is kept byte by byte.
  private static Optional<String> edited(Path file, Edit edit) {
    var text = PrivateFile.read(file).orElse("");
    var config = parse(file, text);
    var before = config.text();
    edit.apply(config);
    var after = config.text();
    return Optional.of(before.equals(after) ? text : after);
  }

  private static Kubeconfig parse(Path file, String text) {
    try {
      return Kubeconfig.parse(text);
    } catch (IllegalArgumentException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "kubeconfig-broken",
              "The kubeconfig " + file + " cannot be read: " + e.getMessage(),
              "It is not YAML as kubectl writes it; devloop leaves such a file alone.",
              "Repair or move the file, or set KUBECONFIG to another one."),
          e);
    }
  }
}
