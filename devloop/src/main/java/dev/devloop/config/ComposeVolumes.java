package dev.devloop.config;

import dev.devloop.config.Draft.Service;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Named volumes of a compose service stay volumes, folders of the project become sync rules.
final class ComposeVolumes {

  private final Service service;
  private final Draft draft;
  private final String file;

  ComposeVolumes(Service service, Draft draft, String file) {
    this.service = service;
    this.draft = draft;
    this.file = file;
  }

  void add(Raw volumes) {
    for (var volume : volumes.list()) {
      if (volume.isMap()) {
        one(volume.get("source").text().orElse(""), volume.get("target").text().orElse(""));
      } else {
        var parts = volume.text().orElse("").split(":", -1);
        one(parts.length > 1 ? parts[0] : "", parts.length > 1 ? parts[1] : parts[0]);
      }
    }
  }

  private void one(String source, String target) {
    if (source.isEmpty()) {
      // it hides what a mounted folder would cover, such as node_modules: a sync covers nothing
      return;
    }
    if (!target.startsWith("/") || target.contains("$") || source.contains("$")) {
      untranslated(source);
    } else if (source.startsWith(".") || source.startsWith("/") || source.startsWith("~")) {
      folder(source, target);
    } else {
      service.volumes.add(target);
    }
  }

  private void folder(String source, String target) {
    Path from;
    try {
      from = draft.folder.resolve(source).normalize();
    } catch (InvalidPathException _) {
      untranslated(source);
      return;
    }
    if (!from.startsWith(draft.folder)) {
      untranslated(source);
      return;
    }
    var relative = service.context.orElse(draft.folder).relativize(from).toString();
    service.sync.put(relative.isEmpty() ? "." : relative, target);
  }

  private void untranslated(String source) {
    draft.note(
        file + ": volume `" + source + "` of service `" + service.name + "` is not translated");
  }
}
