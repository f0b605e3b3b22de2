package dev.devloop.sync;

import dev.devloop.core.config.BuildConfig;
import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.files.IgnorePatterns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the host's paths mean for one service. Pure, but for [#read].
final class ServiceRules {

  /// Beside .dockerignore; of the same syntax; for what is to be in the image and yet not synced.
  static final String OWN_IGNORES = ".devloopignore";

  private final Path root;
  private final Path ownIgnores;
  private final Optional<BuildConfig> build;
  private final List<Path> dockerIgnores;
  private final IgnorePatterns docker;
  private final IgnorePatterns own;
  private final List<FolderRule> rules;
  private final Set<Path> sources;
  private final List<Change> changes;

  private record Change(IgnorePatterns paths, Action action) {}

  private ServiceRules(
      ServiceConfig service, Path projectFolder, IgnorePatterns docker, IgnorePatterns own) {
    this.root = service.root(projectFolder);
    this.ownIgnores = root.resolve(OWN_IGNORES);
    this.build = service.build();
    this.dockerIgnores = build.map(ServiceRules::dockerIgnores).orElse(List.of());
    this.docker = docker;
    this.own = own;
    this.rules = service.sync().stream().map(FolderRule::of).toList();
    this.sources = rules.stream().map(FolderRule::from).collect(Collectors.toUnmodifiableSet());
    this.changes =
        service.onChange().stream()
            .map(change -> new Change(IgnorePatterns.parse(change.paths()), change.action()))
            .toList();
  }

  /// @param docker what .dockerignore says; without a build it counts for nothing
  /// @param own what .devloopignore says
  static ServiceRules of(
      ServiceConfig service, Path projectFolder, IgnorePatterns docker, IgnorePatterns own) {
    return new ServiceRules(service, projectFolder, docker, own);
  }

  /// @throws java.io.UncheckedIOException an ignore file cannot be read
  static ServiceRules read(ServiceConfig service, Path projectFolder) {
    var docker =
        service
            .build()
            .map(build -> IgnorePatterns.of(build.context(), build.dockerfile()))
            .orElse(IgnorePatterns.parse(List.of()));
    var own = IgnorePatterns.read(service.root(projectFolder).resolve(OWN_IGNORES));
    return of(service, projectFolder, docker, own);
  }

  /// For when they cannot be read.
  static ServiceRules withoutIgnores(ServiceConfig service, Path projectFolder) {
    var none = IgnorePatterns.parse(List.of());
    return of(service, projectFolder, none, none);
  }

  boolean hasBuild() {
    return build.isPresent();
  }

  /// Whether `onChange` says anything.
  boolean hasChanges() {
    return !changes.isEmpty();
  }

  /// The build context, when there is a build.
  Optional<Path> context() {
    return build.map(BuildConfig::context);
  }

  /// What sync rules cover: files and folders.
  List<Path> sources() {
    return rules.stream().map(FolderRule::from).distinct().toList();
  }

  /// Whether a path is a source as such, and not something in one.
  boolean isSource(Path path) {
    return sources.contains(path);
  }

  /// Whether the file says what the rules are.
  boolean isIgnoreFile(Path path) {
    return path.equals(ownIgnores) || dockerIgnores.contains(path);
  }

  private static List<Path> dockerIgnores(BuildConfig build) {
    var file = build.dockerfile();
    return List.of(
        build.context().resolve(".dockerignore"),
        file.resolveSibling(file.getFileName() + ".dockerignore"));
  }

  /// What a change of a path is to the service; empty when it is nothing.
  Optional<Fate> concerning(Path path) {
    if (isFar(path)) {
      return Optional.empty();
    }
    var fate = fate(path);
    var isAny = !fate.isNothing() || rules.stream().anyMatch(r -> r.from().startsWith(path));
    return isAny ? Optional.of(fate) : Optional.empty();
  }

  /// Most paths are another service's: that is seen without a look at any pattern. Those of
  /// `onChange` may lead out of the root.
  private boolean isFar(Path path) {
    return changes.isEmpty()
        && !path.startsWith(root)
        && rules.stream().noneMatch(r -> r.covers(path) || r.from().startsWith(path))
        && build.filter(b -> path.startsWith(b.context()) || isDockerfile(b, path)).isEmpty();
  }

  /// Or its ignore file, which is beside it.
  private static boolean isDockerfile(BuildConfig build, Path path) {
    return Objects.equals(path.getParent(), build.dockerfile().getParent());
  }

  Fate fate(Path path) {
    if (isBuiltIn(path)) {
      return Fate.NOTHING;
    }
    var relative = relative(path);
    var ignored = docker.ignores(relative) || own.ignores(relative);
    var rule = deciding(path);
    var target = rule.filter(r -> !ignored && !r.ignores(path)).map(r -> r.target(path));
    var matching = changes.stream().filter(change -> change.paths().ignores(relative)).toList();
    var actions =
        matching.stream()
            .map(Change::action)
            .filter(action -> target.isPresent() && !(action instanceof Action.Rebuild))
            .distinct()
            .toList();
    var seen = new Seen(path, relative, ignored, rule.isPresent());
    return new Fate(target, rebuilds(seen, matching), actions);
  }

  /// A path as the rules see it.
  ///
  /// @param covered by a sync rule, whether that ignores it or not
  private record Seen(Path path, String relative, boolean ignored, boolean covered) {}

  private boolean rebuilds(Seen seen, List<Change> matching) {
    if (build.isEmpty()) {
      return false;
    }
    if (seen.path().equals(build.get().dockerfile()) || dockerIgnores.contains(seen.path())) {
      return true;
    }
    // an ignored file counts when it is named as such: the usual case is the Dockerfile
    var asked =
        matching.stream()
            .filter(change -> change.action() instanceof Action.Rebuild)
            .anyMatch(change -> !seen.ignored() || change.paths().names(seen.relative()));
    return asked
        || (!seen.ignored() && !seen.covered() && isIn(seen.path(), build.get().context()));
  }

  /// Where a host path goes in the container: the last rule that covers it decides.
  Optional<String> target(Path path) {
    if (isBuiltIn(path)) {
      return Optional.empty();
    }
    var relative = relative(path);
    return deciding(path)
        .filter(rule -> !rule.ignores(path))
        .filter(_ -> !docker.ignores(relative) && !own.ignores(relative))
        .map(rule -> rule.target(path));
  }

  private Optional<FolderRule> deciding(Path path) {
    // no iterator, no view: this is asked for each file of a tree
    for (var i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).covers(path)) {
        return Optional.of(rules.get(i));
      }
    }
    return Optional.empty();
  }

  /// Host paths that go to a path of the container; the first that is there is taken.
  List<Path> origins(String target) {
    var origins = new ArrayList<Path>();
    for (var rule : rules.reversed()) {
      rule.origin(target)
          .filter(path -> target(path).filter(target::equals).isPresent())
          .filter(path -> !origins.contains(path))
          .ifPresent(origins::add);
    }
    return origins;
  }

  /// Whether nothing in a folder matters, now or later.
  boolean prunes(Path folder) {
    if (isBuiltIn(folder)) {
      return true;
    }
    var relative = relative(folder);
    if (holdsSomeOfUs(folder)
        || (!changes.isEmpty() && changes.stream().anyMatch(c -> c.paths().namesIn(relative)))) {
      return false;
    }
    if (docker.ignoresAllOf(relative) || own.ignoresAllOf(relative)) {
      return true;
    }
    return deciding(folder)
        .map(rule -> rule.ignoresAllOf(folder))
        .orElseGet(() -> build.filter(config -> isIn(folder, config.context())).isEmpty());
  }

  private boolean holdsSomeOfUs(Path folder) {
    if (root.startsWith(folder)) {
      return true;
    }
    for (var rule : rules) {
      if (rule.from().startsWith(folder)) {
        return true;
      }
    }
    return build.filter(config -> config.dockerfile().startsWith(folder)).isPresent();
  }

  private boolean isBuiltIn(Path path) {
    var text = path.toString();
    var name = text.substring(text.lastIndexOf('/') + 1);
    return TempFiles.isTemporary(name) || isInVersionControl(path);
  }

  private boolean isInVersionControl(Path path) {
    // all of those begin with a dot
    if (!path.toString().contains("/.")) {
      return false;
    }
    // what is above the project is not looked at
    for (var p = path; p != null && !root.startsWith(p); p = p.getParent()) {
      if (TempFiles.isVersionControl(p.getFileName().toString())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(Path path, Path folder) {
    return path.startsWith(folder) && !path.equals(folder);
  }

  private String relative(Path path) {
    return FolderRule.relative(root, path);
  }
}
