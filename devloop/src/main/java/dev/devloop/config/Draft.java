package dev.devloop.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What `init` has gathered so far; each source adds to it.
final class Draft {

  final Path folder;
  final String project;
  final SequencedMap<String, Service> services = new LinkedHashMap<>();
  final List<String> notes = new ArrayList<>();
  Optional<String> domain = Optional.empty();

  Draft(Path folder) {
    this.folder = folder;
    this.project = label(String.valueOf(folder.getFileName()), "app");
  }

  /// One service; texts are as they are to stand in the file, variables included.
  static final class Service {
    final String name;
    final String origin;
    Optional<Path> context = Optional.empty();
    Optional<String> dockerfile = Optional.empty();
    Optional<String> target = Optional.empty();
    Optional<String> image = Optional.empty();
    final SequencedMap<String, String> buildArgs = new LinkedHashMap<>();
    final List<String> command = new ArrayList<>();
    final List<String> args = new ArrayList<>();
    final SequencedSet<Integer> ports = new LinkedHashSet<>();

    /// Ports of this machine that lead to the service.
    final SequencedSet<Integer> published = new LinkedHashSet<>();

    final SequencedSet<String> hosts = new LinkedHashSet<>();
    final SequencedMap<String, String> env = new LinkedHashMap<>();
    final List<String> envFiles = new ArrayList<>();
    final SequencedSet<String> dependsOn = new LinkedHashSet<>();

    /// The value of `ready` in YAML.
    Optional<String> ready = Optional.empty();

    Optional<Integer> replicas = Optional.empty();
    final SequencedMap<String, String> resources = new LinkedHashMap<>();
    final SequencedSet<String> volumes = new LinkedHashSet<>();

    /// From (relative to the context) -> to.
    final SequencedMap<String, String> sync = new LinkedHashMap<>();

    /// Entries of `onChange` in YAML.
    final List<String> onChange = new ArrayList<>();

    /// The sync rules are a guess: they are written as a comment.
    boolean syncIsGuess;

    boolean job;
    boolean enabled = true;

    Service(String name, String origin) {
      this.name = name;
      this.origin = origin;
    }
  }

  /// Adds a service unless there is one of that name.
  Service service(String name, String origin) {
    return services.computeIfAbsent(label(name, "service"), label -> new Service(label, origin));
  }

  /// A service that others wait for to end is a job.
  ///
  /// @param dependsOn what one service waits for: name -> `{condition: ...}`
  /// @param ends the condition that waits for an end
  void jobs(Raw dependsOn, String ends) {
    dependsOn
        .map()
        .forEach((name, how) -> {
          var job = services.get(label(name, "service"));
          if (job != null && how.get("condition").text().filter(ends::equals).isPresent()) {
            job.job = true;
          }
        });
  }

  static Optional<Integer> replicas(String text) {
    return Optional.of(text)
        .filter(Numbers::isWhole)
        .map(number -> Math.clamp(Numbers.whole(number), 0, 100));
  }

  void note(String text) {
    notes.add(text);
  }

  /// The nearest DNS label that begins with a letter.
  static String label(String text, String otherwise) {
    var out = new StringBuilder();
    for (var c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      var good = Chars.isLowerOrDigit(c) ? c : '-';
      if (good != '-' || (!out.isEmpty() && out.charAt(out.length() - 1) != '-')) {
        out.append(good);
      }
    }
    if (out.length() > 40) {
      out.setLength(40);
    }
    while (!out.isEmpty() && out.charAt(out.length() - 1) == '-') {
      out.setLength(out.length() - 1);
    }
    if (!out.isEmpty() && !Chars.isLower(out.charAt(0))) {
      out.insert(0, otherwise + "-");
    }
    return out.isEmpty() ? otherwise : out.toString();
  }
}
