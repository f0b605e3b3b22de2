package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.Flag;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.MapOf;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import dev.devloop.config.Type.Whole;
import dev.devloop.config.Value.Broken;
import dev.devloop.config.Value.Entries;
import dev.devloop.config.Value.Entry;
import dev.devloop.config.Value.Items;
import dev.devloop.config.Value.Kind;
import dev.devloop.config.Value.Nothing;
import dev.devloop.config.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares a tree of values with the table of keys. What comes back has only known keys with
/// values of the right type; wrong ones are reported and [Broken], so that no later check trips
/// over them.
final class ShapeCheck {

  private final Findings findings;

  ShapeCheck(Findings findings) {
    this.findings = findings;
  }

  /// @param path of the value for messages, such as `services.backend.port`
  /// @param example of a right value
  Value check(Type type, Value value, String path, String example) {
    if (value instanceof Broken) {
      return value;
    }
    return switch (type) {
      case Section section -> section(section, value, path, example);
      case MapOf map -> map(map, value, path, example);
      case ListOf list -> list(list, value, path, example);
      case Either either -> either(either, value, path, example);
      case Text text -> text(text, value, path, example);
      case Whole whole -> whole(whole, value, path, example);
      case Flag flag -> fits(flag, value) ? value : wrongType(flag.noun(), value, path, example);
    };
  }

  private Value section(Section section, Value value, String path, String example) {
    if (value instanceof Nothing) {
      return section(section, new Entries(value.position(), new LinkedHashMap<>()), path, example);
    }
    if (!(value instanceof Entries entries)) {
      return wrongType(section.noun(), value, path, example);
    }
    var good = new LinkedHashMap<String, Entry>();
    entries
        .entries()
        .forEach((name, entry) ->
            section
                .key(name)
                .ifPresentOrElse(
                    key -> good.putAll(known(key, entry, path)),
                    () -> unknown(section, name, entry, path)));
    for (var key : section.keys()) {
      if (key.required() && !good.containsKey(key.name())) {
        findings.add(
            ConfigProblem.KEY_MISSING,
            entries.position(),
            "`" + join(path, key.name()) + "` is missing",
            "add `" + key.name() + ": " + key.example() + "`");
      }
    }
    return new Entries(entries.position(), good);
  }

  /// A key without a value is as if it were not there.
  private Map<String, Entry> known(Key key, Entry entry, String path) {
    if (entry.value() instanceof Nothing) {
      return Map.of();
    }
    var value = check(key.type(), entry.value(), join(path, key.name()), key.example());
    return Map.of(key.name(), new Entry(entry.key(), value));
  }

  private void unknown(Section section, String name, Entry entry, String path) {
    var where = path.isEmpty() ? "dev-config.yaml" : "`" + path + "`";
    findings.add(
        ConfigProblem.KEY_UNKNOWN,
        entry.key(),
        "`" + name + "` is not a key of " + where,
        Suggestions.forKey(name, section));
  }

  private Value map(MapOf type, Value value, String path, String example) {
    if (value instanceof Nothing) {
      return new Entries(value.position(), new LinkedHashMap<>());
    }
    if (!(value instanceof Entries entries)) {
      return wrongType(type.noun(), value, path, example);
    }
    var good = new LinkedHashMap<String, Entry>();
    entries
        .entries()
        .forEach((name, entry) -> {
          format(type.key(), name, "the name `" + name + "` in `" + path + "`", entry.key());
          var checked = check(type.value(), entry.value(), join(path, name), example);
          good.put(name, new Entry(entry.key(), checked));
        });
    return new Entries(entries.position(), good);
  }

  private Value list(ListOf type, Value value, String path, String example) {
    if (value instanceof Nothing) {
      return new Items(value.position(), List.of());
    }
    if (!(value instanceof Items items)) {
      return wrongType(type.noun(), value, path, example);
    }
    List<Value> good = new ArrayList<>();
    for (var i = 0; i < items.values().size(); i++) {
      good.add(check(type.item(), items.values().get(i), path + "[" + i + "]", example));
    }
    return new Items(items.position(), good);
  }

  private Value either(Either either, Value value, String path, String example) {
    for (var type : either.types()) {
      if (fits(type, value)) {
        return check(type, value, path, example);
      }
    }
    return wrongType(either.noun(), value, path, example);
  }

  private static boolean fits(Type type, Value value) {
    return switch (type) {
      case Section _, MapOf _ -> value instanceof Entries;
      case ListOf _ -> value instanceof Items;
      case Either either -> either.types().stream().anyMatch(one -> fits(one, value));
      case Text _ -> value instanceof Scalar;
      case Whole _ ->
          value instanceof Scalar scalar
              && (scalar.kind() == Kind.WHOLE
                  || (scalar.kind() == Kind.OPEN && Numbers.isWhole(scalar.text())));
      case Flag _ ->
          value instanceof Scalar scalar
              && (scalar.kind() == Kind.FLAG
                  || (scalar.kind() == Kind.OPEN && Numbers.isFlag(scalar.text())));
    };
  }

  private Value text(Text type, Value value, String path, String example) {
    if (!(value instanceof Scalar scalar)) {
      return wrongType(type.format() == Format.ANY ? "text" : type.noun(), value, path, example);
    }
    var subject = "`" + path + "`: `" + scalar.text() + "`";
    return format(type.format(), scalar.text(), subject, value.position())
        ? value
        : new Broken(value.position());
  }

  private boolean format(Format format, String text, String subject, Position place) {
    if (format.accepts(text)) {
      return true;
    }
    findings.add(format.problem(), place, subject + " is not " + format.noun(), format.fix(text));
    return false;
  }

  private Value whole(Whole type, Value value, String path, String example) {
    if (!fits(type, value) || !(value instanceof Scalar scalar)) {
      return wrongType(type.noun(), value, path, example);
    }
    var number = Numbers.whole(scalar.text());
    if (number >= type.least() && number <= type.most()) {
      return value;
    }
    findings.add(
        type.problem(),
        value.position(),
        "`" + path + "` is " + scalar.text() + ": " + range(type));
    return new Broken(value.position());
  }

  private static String range(Whole type) {
    if (type.least() == type.most()) {
      return "it must be " + type.least();
    }
    return type.most() == Integer.MAX_VALUE
        ? "it must be " + type.least() + " or more"
        : "it must be from " + type.least() + " to " + type.most();
  }

  private Value wrongType(String wanted, Value value, String path, String example) {
    var last = path.substring(path.lastIndexOf('.') + 1);
    var bracket = last.indexOf('[');
    var name = bracket < 0 ? last : last.substring(0, bracket);
    findings.add(
        ConfigProblem.VALUE_TYPE,
        value.position(),
        "`" + path + "` must be " + wanted + " and is " + value.noun(),
        example.isEmpty() ? "" : "write for example `" + name + ": " + example + "`");
    return new Broken(value.position());
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
