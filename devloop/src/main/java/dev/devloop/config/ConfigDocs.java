package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.MapOf;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import dev.devloop.config.Type.Whole;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/// The generated parts of docs/config.md and docs/problems.md.
final class ConfigDocs {

  private ConfigDocs() {}

  /// A chapter with a table for each section of the file.
  static String keys() {
    var sections = new LinkedHashSet<Section>();
    collect(Keys.ROOT, sections);
    var out = new StringBuilder();
    for (var section : sections) {
      out.append("### `").append(section.title()).append("`\n\n");
      out.append(section.doc()).append("\n\n");
      out.append(
          "| key | takes | default | meaning | example | since |\n|---|---|---|---|---|---|\n");
      section.keys().forEach(key -> out.append(row(key)));
      out.append('\n');
    }
    return out.toString();
  }

  /// All problems that [ConfigReader], [EnvFiles] and [Init] report.
  static String problems() {
    var out = new StringBuilder("| id | what it means | what to do |\n|---|---|---|\n");
    for (var problem : ConfigProblem.values()) {
      out.append("| `").append(problem.id()).append("` | ");
      out.append(cell(problem.meaning())).append(" | ");
      out.append(cell(problem.fix())).append(" |\n");
    }
    return out.toString();
  }

  /// Sections in the order in which they are met from the top.
  private static void collect(Type type, SequencedSet<Section> sections) {
    switch (type) {
      case Section section -> {
        if (sections.add(section)) {
          section.keys().forEach(key -> collect(key.type(), sections));
        }
      }
      case ListOf(var item) -> collect(item, sections);
      case MapOf(var _, var value) -> collect(value, sections);
      case Either(var types) -> types.forEach(one -> collect(one, sections));
      default -> {}
    }
  }

  private static String row(Key key) {
    var otherwise =
        key.required() ? "required" : key.otherwise().isEmpty() ? "" : code(key.otherwise());
    var cells =
        List.of(
            code(key.name()),
            takes(key.type()),
            otherwise,
            key.doc(),
            code(key.name() + ": " + key.example()),
            key.since());
    return "| " + String.join(" | ", cells.stream().map(ConfigDocs::cell).toList()) + " |\n";
  }

  private static String takes(Type type) {
    return switch (type) {
      case Section section -> "map [`" + section.title() + "`](#" + anchor(section.title()) + ")";
      case MapOf(var _, var value) -> "map of names to " + takes(value);
      case ListOf(var item) -> "list of " + takes(item);
      case Either(var types) ->
          String.join(" or ", types.stream().map(ConfigDocs::takes).distinct().toList());
      case Text(var format) -> format.noun();
      case Whole whole ->
          whole.most() == Integer.MAX_VALUE
              ? "number from " + whole.least()
              : whole.least() == whole.most()
                  ? code(Integer.toString(whole.least()))
                  : "number " + whole.least() + " to " + whole.most();
      case Type.Flag flag -> flag.noun();
    };
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  /// As the usual renderers make it: letters, digits and dashes of the heading.
  private static String anchor(String title) {
    return title.replace(".", "").toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
