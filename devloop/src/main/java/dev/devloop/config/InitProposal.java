package dev.devloop.config;

import dev.devloop.config.Draft.Service;
import dev.devloop.config.Init.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gathers a draft from the files of a folder and makes it a valid text.
final class InitProposal {

  private static final List<String> COMPOSE =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
  private static final List<String> PROCESSES =
      List.of("process-compose.yaml", "process-compose.yml");

  /// Folders of other people's code.
  private static final Set<String> SKIPPED =
      Set.of("node_modules", "vendor", "target", "build", "dist", "venv", "__pycache__");

  private static final int COMMENT = Integer.MAX_VALUE;

  /// Of Dockerfiles: deeper ones are rather fixtures than services.
  private static final int DEPTH = 3;

  /// Published, but no web servers.
  private static final Set<Integer> NOT_HTTP =
      Set.of(1433, 1521, 2181, 3306, 4222, 5432, 5672, 6379, 9042, 9092, 11_211, 27_017);

  private final Path folder;
  private final Draft draft;

  InitProposal(Path folder) {
    this.folder = folder;
    this.draft = new Draft(folder);
  }

  Proposal make() {
    first(COMPOSE).ifPresent(file -> ComposeSource.add(file, draft));
    first(PROCESSES).ifPresent(file -> ProcessComposeSource.add(file, draft));
    dockerfiles();
    draft.services.values().forEach(DockerfileSource::complete);
    first(List.of("Caddyfile")).ifPresent(file -> CaddySource.add(file, draft));
    hosts();
    example();
    return valid(InitText.render(draft));
  }

  private Optional<Path> first(List<String> names) {
    return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /// Services for the Dockerfiles that no other file speaks of.
  private void dockerfiles() {
    var known =
        draft.services.values().stream().flatMap(service -> service.context.stream()).toList();
    for (var file : found(folder, DEPTH)) {
      var context = Optional.ofNullable(file.getParent()).orElse(folder);
      if (!known.contains(context)) {
        var name = context.equals(folder) ? draft.project : String.valueOf(context.getFileName());
        var service = draft.service(name, folder.relativize(file).toString());
        if (service.context.isEmpty() && service.image.isEmpty()) {
          service.context = Optional.of(context);
        }
      }
    }
  }

  private static List<Path> found(Path folder, int depth) {
    List<Path> entries = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException _) {
      return List.of();
    }
    entries.sort(null);
    List<Path> files = new ArrayList<>();
    for (var entry : entries) {
      var name = String.valueOf(entry.getFileName());
      if (name.equals("Dockerfile") && Files.isRegularFile(entry)) {
        files.add(entry);
      } else if (depth > 1
          && !name.startsWith(".")
          && !SKIPPED.contains(name)
          && !Files.isSymbolicLink(entry)
          && Files.isDirectory(entry)) {
        files.addAll(found(entry, depth - 1));
      }
    }
    return files;
  }

  /// Without a Caddyfile: what was published gets a host, the domain itself when it is the only
  /// one.
  private void hosts() {
    var services = draft.services.values();
    if (services.stream().anyMatch(service -> !service.hosts.isEmpty())) {
      return;
    }
    var web = services.stream().filter(InitProposal::isWeb).toList();
    web.forEach(service -> service.hosts.add(web.size() == 1 ? "@" : service.name));
  }

  private static boolean isWeb(Service service) {
    var reachable = !service.published.isEmpty() || service.origin.endsWith("Dockerfile");
    return reachable && !service.ports.isEmpty() && !NOT_HTTP.contains(service.ports.getFirst());
  }

  private void example() {
    if (draft.services.isEmpty()) {
      draft.note("nothing to translate was found: the file has an example service");
      var hello = draft.service("hello", "nothing: an example to replace");
      hello.image = Optional.of("busybox:1");
      hello.command.addAll(
          List.of("sh", "-c", "echo hello > /tmp/index.html && exec httpd -f -p 8080 -h /tmp"));
      hello.ports.add(8080);
      hello.hosts.add("@");
      hello.ready = Optional.of("{http: /}");
    }
  }

  /// Takes out what the reader would refuse, line by line, and says so: sources may hold anything.
  private Proposal valid(List<String> lines) {
    var file = folder.resolve(ConfigReader.FILE);
    for (var tries = lines.size(); tries > 0; tries--) {
      var findings = ConfigReader.check(file, text(lines));
      if (findings.isEmpty()) {
        break;
      }
      var finding = findings.getFirst();
      remove(lines, finding);
    }
    return new Proposal(text(lines), draft.notes);
  }

  private void remove(List<String> lines, Finding finding) {
    var at = finding.position().line() - 1;
    if (finding.problem() == ConfigProblem.NOTHING_TO_RUN || at < 0 || at >= lines.size()) {
      at = lines.indexOf("services:");
      lines.set(at, "services:\n  hello: {image: \"busybox:1\", command: [sleep, infinity]}");
      return;
    }
    var line = lines.get(at).strip();
    // the key alone: a value may be a secret
    draft.note("left out `" + line.substring(0, line.indexOf(':') + 1) + "`: " + finding.what());
    var indent = indent(lines.get(at));
    for (var i = at; i < lines.size() && (i == at || indent(lines.get(i)) > indent); i++) {
      if (indent(lines.get(i)) < COMMENT) {
        lines.set(i, "# " + lines.get(i));
      }
    }
  }

  /// Comments and empty lines belong to what they stand in.
  private static int indent(String line) {
    var plain = line.stripLeading();
    return plain.isEmpty() || plain.startsWith("#") ? COMMENT : line.length() - plain.length();
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines).stripTrailing() + "\n";
  }
}
