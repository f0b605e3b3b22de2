package dev.devloop.config;

import dev.devloop.config.Draft.Service;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Translates the services of a compose file.
final class ComposeSource {

  /// Translated here.
  private static final Set<String> KNOWN =
      Set.of(
          "build",
          "image",
          "command",
          "entrypoint",
          "ports",
          "expose",
          "environment",
          "env_file",
          "depends_on",
          "healthcheck",
          "volumes",
          "deploy",
          "scale");

  /// Without meaning in a cluster, or done by it anyway.
  private static final Set<String> NEEDLESS =
      Set.of(
          "restart",
          "container_name",
          "hostname",
          "networks",
          "labels",
          "logging",
          "init",
          "tty",
          "stdin_open",
          "links",
          "pull_policy",
          "stop_grace_period",
          "platform",
          "annotations");

  private final Draft draft;
  private final String file;

  private ComposeSource(Draft draft, String file) {
    this.draft = draft;
    this.file = file;
  }

  static void add(Path file, Draft draft) {
    var compose = new ComposeSource(draft, String.valueOf(file.getFileName()));
    var services = Raw.read(file).get("services").map();
    services.forEach(compose::service);
    services
        .values()
        .forEach(raw -> draft.jobs(raw.get("depends_on"), "service_completed_successfully"));
  }

  private void service(String name, Raw raw) {
    var service = draft.service(name, file);
    if (!service.name.equals(name)) {
      draft.note(
          file
              + ": service `"
              + name
              + "` is called `"
              + service.name
              + "` now: names of services are DNS labels");
    }
    build(service, raw.get("build"));
    service.image = raw.get("image").text().map(ComposeText::variables);
    command(service.args, raw.get("command"));
    command(service.command, raw.get("entrypoint"));
    new ComposePorts(service, draft, file).add(raw);
    environment(service, raw.get("environment"));
    envFiles(service, raw.get("env_file"));
    dependsOn(service, raw.get("depends_on"));
    service.ready = ComposeHealth.ready(raw.get("healthcheck"));
    new ComposeVolumes(service, draft, file).add(raw.get("volumes"));
    scale(service, raw);
    untranslated(name, raw);
  }

  private void build(Service service, Raw build) {
    if (!build.isText() && !build.isMap()) {
      return;
    }
    var context = build.isText() ? build.text() : build.get("context").text();
    try {
      service.context = Optional.of(draft.folder.resolve(context.orElse(".")).normalize());
    } catch (InvalidPathException _) {
      draft.note(file + ": the build context of `" + service.name + "` is not a path");
    }
    service.dockerfile = build.get("dockerfile").text();
    service.target = build.get("target").text();
    ComposeText.variables(build.get("args")).forEach(service.buildArgs::put);
  }

  private static void command(List<String> words, Raw raw) {
    var list = raw.isText() ? ShellWords.split(raw.text().orElse("")) : raw.texts();
    list.forEach(word -> words.add(ComposeText.variables(word)));
  }

  private static void environment(Service service, Raw environment) {
    service.env.putAll(ComposeText.variables(environment));
  }

  private static void envFiles(Service service, Raw raw) {
    var files = raw.isMap() ? List.of(raw) : raw.list();
    for (var one : files) {
      var path = one.isText() ? one.text() : one.get("path").text();
      path.ifPresent(service.envFiles::add);
    }
  }

  private void dependsOn(Service service, Raw raw) {
    var names = raw.isMap() ? List.copyOf(raw.map().keySet()) : raw.texts();
    names.forEach(name -> service.dependsOn.add(Draft.label(name, "service")));
  }

  private static void scale(Service service, Raw raw) {
    var deploy = raw.get("deploy");
    service.replicas =
        raw.get("scale").text().or(() -> deploy.get("replicas").text()).flatMap(Draft::replicas);
    var limits = deploy.get("resources").get("limits");
    limits
        .get("cpus")
        .text()
        .filter(Quantities::isCpu)
        .ifPresent(cpu -> service.resources.put("cpu", cpu));
    limits
        .get("memory")
        .text()
        .map(Quantities::likely)
        .filter(Quantities::isBytes)
        .ifPresent(memory -> service.resources.put("memory", memory));
  }

  private void untranslated(String name, Raw raw) {
    var others = new TreeSet<>(raw.map().keySet());
    others.removeAll(KNOWN);
    others.removeAll(NEEDLESS);
    if (!others.isEmpty()) {
      draft.note(file + ": of service `" + name + "` not translated: " + String.join(", ", others));
    }
  }
}
