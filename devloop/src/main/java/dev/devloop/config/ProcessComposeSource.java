package dev.devloop.config;

import dev.devloop.config.Draft.Service;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Translates the processes of a process-compose file. A process has no image: it needs the
/// Dockerfile of its folder.
final class ProcessComposeSource {

  private static final Set<String> KNOWN =
      Set.of(
          "command",
          "working_dir",
          "environment",
          "depends_on",
          "readiness_probe",
          "replicas",
          "disabled",
          "availability",
          "description",
          "log_location",
          "namespace",
          "is_daemon");

  private final Draft draft;
  private final String file;

  private ProcessComposeSource(Draft draft, String file) {
    this.draft = draft;
    this.file = file;
  }

  static void add(Path file, Draft draft) {
    var source = new ProcessComposeSource(draft, String.valueOf(file.getFileName()));
    var processes = Raw.read(file).get("processes").map();
    processes.forEach(source::process);
    processes
        .values()
        .forEach(raw -> draft.jobs(raw.get("depends_on"), "process_completed_successfully"));
  }

  private void process(String name, Raw raw) {
    var service = draft.service(name, file);
    image(service, raw);
    var command = raw.get("command").text().map(YamlText::literal);
    if (command.isPresent() && service.command.isEmpty() && service.args.isEmpty()) {
      service.command.addAll(List.of("sh", "-c", command.get()));
    }
    environment(service, raw.get("environment"));
    raw.get("depends_on")
        .map()
        .keySet()
        .forEach(other -> service.dependsOn.add(Draft.label(other, "service")));
    ready(service, raw.get("readiness_probe"));
    service.enabled = raw.get("disabled").text().filter("true"::equals).isEmpty();
    service.replicas = raw.get("replicas").text().flatMap(Draft::replicas);
    var others = new TreeSet<>(raw.map().keySet());
    others.removeAll(KNOWN);
    if (!others.isEmpty()) {
      draft.note(file + ": of process `" + name + "` not translated: " + String.join(", ", others));
    }
  }

  private void image(Service service, Raw raw) {
    if (service.context.isPresent() || service.image.isPresent()) {
      return;
    }
    try {
      var folder = draft.folder.resolve(raw.get("working_dir").text().orElse(".")).normalize();
      if (Files.isRegularFile(folder.resolve("Dockerfile"))) {
        service.context = Optional.of(folder);
      }
    } catch (InvalidPathException _) {
      // then there is no Dockerfile either
    }
    if (service.context.isEmpty()) {
      draft.note(
          file
              + ": process `"
              + service.name
              + "` runs on the host; in the cluster it needs an image: add a Dockerfile to its folder");
    }
  }

  private static void environment(Service service, Raw raw) {
    for (var line : raw.texts()) {
      var sign = line.indexOf('=');
      if (sign > 0) {
        service.env.putIfAbsent(
            line.substring(0, sign), YamlText.literal(line.substring(sign + 1)));
      }
    }
    raw.map()
        .forEach((name, value) ->
            service.env.putIfAbsent(name, YamlText.literal(value.text().orElse(""))));
  }

  private static void ready(Service service, Raw probe) {
    var http = probe.get("http_get");
    var exec = probe.get("exec").get("command").text();
    if (service.ready.isPresent()) {
      return;
    }
    if (http.isMap()) {
      var port = http.get("port").text().filter(Numbers::isWhole);
      var path = http.get("path").text().orElse("/");
      port.map(text -> Math.toIntExact(Numbers.whole(text) % 65_536)).ifPresent(service.ports::add);
      service.ready =
          Optional.of(
              "{http: "
                  + YamlText.scalar(YamlText.literal(path))
                  + port.map(text -> ", port: " + text).orElse("")
                  + "}");
    } else if (exec.isPresent()) {
      service.ready =
          exec.map(
              line -> "{exec: " + YamlText.list(List.of("sh", "-c", YamlText.literal(line))) + "}");
    }
  }
}
