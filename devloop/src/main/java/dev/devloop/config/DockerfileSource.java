package dev.devloop.config;

import dev.devloop.config.Dockerfile.Instruction;
import dev.devloop.config.Dockerfile.Stage;
import dev.devloop.config.Draft.Service;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the Dockerfile of a service: its stage for development, ports and what it copies.
final class DockerfileSource {

  private final Service service;
  private final Path context;
  private final Dockerfile dockerfile;
  private String workdir = "/";

  private DockerfileSource(Service service, Path context, Dockerfile dockerfile) {
    this.service = service;
    this.context = context;
    this.dockerfile = dockerfile;
  }

  /// Completes a service that is built; adds nothing to what its sources said already.
  static void complete(Service service) {
    service.context.ifPresent(context -> {
      try {
        var file = context.resolve(service.dockerfile.orElse("Dockerfile"));
        var dockerfile = Dockerfile.parse(TextFiles.read(file));
        new DockerfileSource(service, context, dockerfile).complete();
      } catch (TextFiles.Unreadable | InvalidPathException _) {
        // a Dockerfile that is not there is found when the proposal is checked
      }
    });
  }

  private void complete() {
    if (service.target.isEmpty()) {
      service.target = dockerfile.targets().stream().filter(DockerfileSource::isDev).findFirst();
    }
    var known = !service.sync.isEmpty();
    var knownPorts = !service.ports.isEmpty();
    for (var instruction : instructions()) {
      switch (instruction.name()) {
        case "WORKDIR" -> workdir = absolute(unquoted(instruction.text()));
        case "EXPOSE" -> {
          if (!knownPorts) {
            instruction.words().forEach(this::expose);
          }
        }
        case "COPY" -> {
          if (!known) {
            copy(instruction);
          }
        }
        default -> {}
      }
    }
    service.syncIsGuess = !known && service.target.filter(DockerfileSource::isDev).isEmpty();
    if (!service.syncIsGuess) {
      changes();
    }
  }

  private static boolean isDev(String stage) {
    return stage.startsWith("dev") || stage.equals("watch");
  }

  /// Those of the stage that is built and of the stages that it is made from, oldest first.
  private List<Instruction> instructions() {
    List<Instruction> all = new ArrayList<>();
    var name = service.target.map(text -> text.toLowerCase(Locale.ROOT)).orElse("");
    var from = dockerfile.stages().size();
    for (var i = from - 1; i >= 0; i--) {
      Stage stage = dockerfile.stages().get(i);
      if (name.isEmpty() || stage.name().equals(name)) {
        all.addAll(0, stage.instructions());
        name = stage.image().toLowerCase(Locale.ROOT);
      }
    }
    return all;
  }

  private void expose(String word) {
    var slash = word.indexOf('/');
    var port = slash < 0 ? word : word.substring(0, slash);
    var tcp = slash < 0 || word.endsWith("/tcp");
    if (tcp && Numbers.isWhole(port) && Numbers.whole(port) > 0 && Numbers.whole(port) < 65_536) {
      service.ports.add(Math.toIntExact(Numbers.whole(port)));
    }
  }

  private void copy(Instruction copy) {
    var words = copy.words();
    if (copy.text().contains("--from") || copy.text().contains("<<") || words.size() < 2) {
      return;
    }
    var to = absolute(words.getLast());
    var sources = new ArrayList<Path>();
    words.subList(0, words.size() - 1).forEach(word -> sources.addAll(matches(word)));
    for (var source : sources) {
      var from = context.relativize(source).toString();
      var folder = Files.isDirectory(source);
      var into = sources.size() > 1 || words.getLast().endsWith("/") || isDot(words.getLast());
      var name = String.valueOf(source.getFileName());
      var target = folder || !into ? to : to.equals("/") ? "/" + name : to + "/" + name;
      service.sync.put(from.isEmpty() ? "." : from, target);
    }
  }

  private static boolean isDot(String text) {
    return text.equals(".");
  }

  /// The files that a source of `COPY` names; wildcards are looked up in one folder.
  private List<Path> matches(String word) {
    try {
      var path = context.resolve(word.startsWith("/") ? word.substring(1) : word).normalize();
      if (!word.contains("*") && !word.contains("?")) {
        return path.startsWith(context) && Files.exists(path) ? List.of(path) : List.of();
      }
      var parent = Optional.ofNullable(path.getParent()).orElse(context);
      var matcher = FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
      try (var entries = Files.list(parent)) {
        return entries.filter(entry -> matcher.matches(entry.getFileName())).sorted().toList();
      }
    } catch (IOException | IllegalArgumentException _) {
      return List.of();
    }
  }

  private String absolute(String path) {
    var plain = path;
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    while (plain.endsWith("/") && plain.length() > 1) {
      plain = plain.substring(0, plain.length() - 1);
    }
    if (plain.startsWith("/")) {
      return plain;
    }
    if (plain.isEmpty() || isDot(plain)) {
      return workdir;
    }
    return workdir.equals("/") ? "/" + plain : workdir + "/" + plain;
  }

  private static String unquoted(String text) {
    return text.replace("\"", "").replace("'", "").strip();
  }

  private void changes() {
    if (Files.exists(context.resolve("package.json")) && covers("package.json")) {
      var clean = Files.exists(context.resolve("package-lock.json"));
      service.onChange.add(
          "{paths: [package.json], run: " + (clean ? "npm ci" : "npm install") + "}");
    }
    var name = service.dockerfile.orElse("Dockerfile");
    service.onChange.add("{paths: [" + YamlText.scalar(name) + "], rebuild: true}");
  }

  private boolean covers(String file) {
    return service.sync.containsKey(file) || service.sync.containsKey(".");
  }
}
