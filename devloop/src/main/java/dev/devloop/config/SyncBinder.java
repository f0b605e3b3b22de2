package dev.devloop.config;

import dev.devloop.config.Value.Scalar;
import dev.devloop.core.config.BuildConfig;
import dev.devloop.core.config.ChangeRule;
import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.core.config.PullRule;
import dev.devloop.core.config.SyncRule;
import dev.devloop.core.config.Trigger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Checks `sync`, `pull`, `trigger` and `onChange` of a service.
final class SyncBinder {

  private static final List<String> ACTIONS = List.of("run", "restart", "rebuild");

  private final String path;
  private final View service;
  private final ProjectPaths paths;
  private final Findings findings;
  // empty when the context is wrong, which is reported already
  private final Optional<Path> root;
  private final List<SyncRule> rules;

  /// @param build of the service; its context is where relative paths begin
  SyncBinder(
      String path,
      View service,
      Optional<BuildConfig> build,
      ProjectPaths paths,
      Findings findings) {
    this.path = path;
    this.service = service;
    this.paths = paths;
    this.findings = findings;
    this.root =
        service.has("build") ? build.map(BuildConfig::context) : Optional.of(paths.folder());
    this.rules = bindRules();
  }

  List<SyncRule> rules() {
    return rules;
  }

  List<ChangeRule> changes() {
    List<ChangeRule> changes = new ArrayList<>();
    for (var change : service.sections("onChange", SyncKeys.CHANGE)) {
      action(change)
          .ifPresent(action -> {
            patterns(change, action);
            changes.add(new ChangeRule(change.texts("paths"), action));
          });
    }
    return changes;
  }

  List<PullRule> pulls() {
    List<PullRule> bound = new ArrayList<>();
    var targets = new HashSet<Path>();
    for (var rule : service.sections("pull", SyncKeys.PULL)) {
      var to = rule.scalar("to");
      var file = root.flatMap(base -> to.flatMap(t -> paths.inside(t, base, path + ".pull.to")));
      if (file.isPresent() && !targets.add(file.get())) {
        findings.add(
            ConfigProblem.PULL_TO_TWICE,
            rule.place("to"),
            "`" + path + ".pull` brings two things to `" + to.orElseThrow().text() + "`");
      }
      file.ifPresent(f -> bound.add(new PullRule(rule.text("from").orElse("/"), f)));
    }
    return bound;
  }

  Trigger trigger() {
    return Trigger.valueOf(service.text("trigger").orElse("auto").toUpperCase(Locale.ROOT));
  }

  private List<SyncRule> bindRules() {
    List<SyncRule> bound = new ArrayList<>();
    for (var rule : service.sections("sync", SyncKeys.SYNC)) {
      var from =
          root.flatMap(base ->
              rule.scalar("from").flatMap(text -> paths.inside(text, base, path + ".sync.from")));
      from.ifPresent(
          file -> bound.add(new SyncRule(file, rule.text("to").orElse("/"), rule.texts("ignore"))));
    }
    return bound;
  }

  private Optional<Action> action(View change) {
    var actions = ACTIONS.stream().filter(key -> isOn(change, key)).toList();
    if (actions.size() != 1) {
      findings.add(
          ConfigProblem.CHANGE_ACTION,
          actions.isEmpty() ? change.position() : change.place(actions.get(1)),
          "an entry of `"
              + path
              + ".onChange` has "
              + (actions.isEmpty() ? "no action" : String.join(" and ", actions)));
      return Optional.empty();
    }
    return switch (actions.getFirst()) {
      case "run" -> run(change);
      case "restart" -> Optional.of(new Action.Restart());
      default -> rebuild(change);
    };
  }

  /// `restart: false` is as if it were not there.
  private static boolean isOn(View change, String key) {
    return change.has(key)
        && (key.equals("run") || change.scalar(key).isEmpty() || change.flag(key));
  }

  private Optional<Action> run(View change) {
    var command = change.texts("run");
    if (change.value("run").orElse(null) instanceof Scalar) {
      return Optional.of(new Action.Run(List.of("sh", "-c", command.getFirst())));
    }
    if (change.value("run").orElse(null) instanceof Value.Items items && items.values().isEmpty()) {
      findings.add(
          ConfigProblem.VALUE_EMPTY,
          change.place("run"),
          "`" + path + ".onChange.run` has no command");
    }
    return Optional.of(new Action.Run(command));
  }

  private Optional<Action> rebuild(View change) {
    if (!service.has("build")) {
      findings.add(
          ConfigProblem.REBUILD_WITHOUT_BUILD,
          change.place("rebuild"),
          "`" + path + ".onChange` rebuilds, and the service has no `build`");
    }
    return Optional.of(new Action.Rebuild());
  }

  private void patterns(View change, Action action) {
    if (root.isEmpty()) {
      return;
    }
    for (var pattern : change.scalars("paths")) {
      // an exception only takes away from the patterns before it
      if (!pattern.text().startsWith("!")) {
        pattern(pattern, root.get(), action);
      }
    }
  }

  private void pattern(Scalar pattern, Path base, Action action) {
    Path file;
    try {
      file = base.resolve(fixed(pattern.text())).normalize();
    } catch (InvalidPathException _) {
      findings.add(
          ConfigProblem.PATH_INVALID,
          pattern.position(),
          "`" + path + ".onChange` has no such path");
      return;
    }
    if (!file.startsWith(paths.folder())) {
      findings.add(
          ConfigProblem.PATH_OUTSIDE,
          pattern.position(),
          "`" + path + ".onChange`: `" + pattern.text() + "` is outside of the project folder");
    } else if (!(action instanceof Action.Rebuild)
        && rules.stream().noneMatch(rule -> file.startsWith(rule.from()))) {
      findings.add(
          ConfigProblem.CHANGE_UNCOVERED,
          pattern.position(),
          "`" + pattern.text() + "` of `" + path + ".onChange` is under no sync rule");
    }
  }

  /// The part of a pattern before its first wildcard, in whole folders; a leading slash means the
  /// root, as in .dockerignore.
  private static String fixed(String pattern) {
    var fixed = new ArrayList<String>();
    for (var part : pattern.split("/", -1)) {
      if (part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || part.indexOf('[') >= 0) {
        break;
      }
      if (!part.isEmpty()) {
        fixed.add(part);
      }
    }
    return String.join("/", fixed);
  }
}
