package dev.devloop.config;

import dev.devloop.config.Draft.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Renders a draft; one key a line, so that a line can be taken out.
final class InitText {

  private final Draft draft;
  private final List<String> lines = new ArrayList<>();

  private InitText(Draft draft) {
    this.draft = draft;
  }

  static List<String> render(Draft draft) {
    var text = new InitText(draft);
    text.head();
    draft.services.values().forEach(text::service);
    return text.lines;
  }

  private void head() {
    lines.add("# Written by `devloop init`: a start to be read and corrected.");
    lines.add("# `devloop validate` checks it; docs/config.md of devloop explains all keys.");
    lines.add("version: 1");
    lines.add("project: " + YamlText.scalar(draft.project));
    draft.domain.ifPresent(domain -> lines.add("domain: " + YamlText.scalar(domain)));
    lines.add("");
    lines.add("services:");
  }

  private void service(Service service) {
    lines.add("  # from " + service.origin);
    lines.add("  " + service.name + ":");
    source(service);
    var start = lines.size();
    key("command", service.command.isEmpty() ? "" : YamlText.list(service.command));
    key("args", service.args.isEmpty() ? "" : YamlText.list(service.args));
    ports(service);
    if (!service.env.isEmpty()) {
      lines.add("    env:");
      service.env.forEach((name, value) ->
          lines.add("      " + YamlText.scalar(name) + ": " + YamlText.scalar(value)));
    }
    envFiles(service);
    var known = service.dependsOn.stream().filter(draft.services::containsKey).toList();
    key("dependsOn", known.isEmpty() ? "" : YamlText.list(known));
    key("resources", service.resources.isEmpty() ? "" : YamlText.map(service.resources));
    volumes(service);
    sync(service);
    if (service.job) {
      lines.add("    job: true");
    }
    if (!service.enabled) {
      lines.add("    enabled: false");
    }
    if (lines.size() > start) {
      lines.add("");
    }
  }

  private void source(Service service) {
    if (service.context.isEmpty()) {
      key("image", service.image.map(YamlText::scalar).orElse(""));
      return;
    }
    Map<String, String> build = new LinkedHashMap<>();
    var context = draft.folder.relativize(service.context.get()).toString();
    build.put("context", context.isEmpty() ? "." : context);
    service.dockerfile.ifPresent(file -> build.put("dockerfile", file));
    service.target.ifPresent(target -> build.put("target", target));
    var text = YamlText.map(build);
    var args =
        service.buildArgs.isEmpty() ? "" : ", args: " + YamlText.map(service.buildArgs) + "}";
    key("build", args.isEmpty() ? text : text.substring(0, text.length() - 1) + args);
  }

  private void ports(Service service) {
    var ports = service.ports.stream().map(String::valueOf).toList();
    key(ports.size() == 1 ? "port" : "ports", list(ports));
    if (service.job) {
      return;
    }
    var hosts = service.hosts.stream().map(YamlText::scalar).toList();
    key(hosts.size() == 1 ? "host" : "hosts", list(hosts));
    key("ready", service.ready.orElse(ports.isEmpty() ? "" : "{tcp: true}"));
    if (service.volumes.isEmpty()) {
      service.replicas.filter(count -> count != 1).ifPresent(count -> key("replicas", "" + count));
    }
  }

  private static String list(List<String> texts) {
    return texts.isEmpty()
        ? ""
        : texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
  }

  private void envFiles(Service service) {
    // optional: the file may not be in version control
    var files =
        service.envFiles.stream()
            .map(file -> "{path: " + YamlText.scalar(file) + ", optional: true}")
            .toList();
    key("envFile", list(files));
  }

  private void volumes(Service service) {
    var volumes =
        service.volumes.stream()
            .map(path -> "{path: " + YamlText.scalar(path) + ", size: 1Gi}")
            .collect(Collectors.joining(", "));
    key("volumes", volumes.isEmpty() ? "" : "[" + volumes + "]");
  }

  private void sync(Service service) {
    if (service.sync.isEmpty() || service.job) {
      return;
    }
    var margin = service.syncIsGuess ? "    # " : "    ";
    if (service.syncIsGuess) {
      lines.add("    # when a stage runs from these sources, sync them instead of building anew:");
    }
    lines.add(margin + "sync:");
    service.sync.forEach((from, to) ->
        lines.add(
            margin + "  - {from: " + YamlText.scalar(from) + ", to: " + YamlText.scalar(to) + "}"));
    if (!service.onChange.isEmpty()) {
      lines.add(margin + "onChange:");
      service.onChange.forEach(entry -> lines.add(margin + "  - " + entry));
    }
  }

  private void key(String name, String value) {
    if (!value.isEmpty()) {
      lines.add("    " + name + ": " + value);
    }
  }
}
