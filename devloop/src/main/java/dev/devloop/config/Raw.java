package dev.devloop.config;

import dev.devloop.config.Value.Entries;
import dev.devloop.config.Value.Entry;
import dev.devloop.config.Value.Items;
import dev.devloop.config.Value.Nothing;
import dev.devloop.config.Value.Scalar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A YAML value of another tool's file, read without complaint: what is not there or has another
/// shape is empty.
record Raw(Value value) {

  static Raw read(Path file) {
    var findings = new Findings();
    try {
      var text = TextFiles.read(file);
      return new Raw(YamlFile.parse(file, text, Variables.off(), findings).orElse(nothing(file)));
    } catch (TextFiles.Unreadable _) {
      return new Raw(nothing(file));
    }
  }

  private static Value nothing(Path file) {
    return new Nothing(Position.of(file));
  }

  boolean has(String key) {
    return map().containsKey(key);
  }

  Raw get(String key) {
    return Optional.ofNullable(map().get(key)).orElse(new Raw(new Nothing(value.position())));
  }

  boolean isText() {
    return value instanceof Scalar;
  }

  boolean isMap() {
    return value instanceof Entries;
  }

  Optional<String> text() {
    return value instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  /// The items of a list; one text alone is a list of it.
  List<Raw> list() {
    return switch (value) {
      case Items(var _, var values) -> values.stream().map(Raw::new).toList();
      case Scalar _ -> List.of(this);
      default -> List.of();
    };
  }

  List<String> texts() {
    return list().stream().flatMap(item -> item.text().stream()).toList();
  }

  /// The entries of a map, with those of its merge key `<<`.
  SequencedMap<String, Raw> map() {
    var map = new LinkedHashMap<String, Raw>();
    if (value instanceof Entries(var _, var entries)) {
      var merge = entries.get("<<");
      if (merge != null) {
        merged(merge).forEach(map::putAll);
      }
      entries.forEach((name, entry) -> map.put(name, new Raw(entry.value())));
      map.remove("<<");
    }
    return map;
  }

  private static List<SequencedMap<String, Raw>> merged(Entry merge) {
    return merge.value() instanceof Items(var _, var values)
        ? values.stream().map(item -> new Raw(item).map()).toList()
        : List.of(new Raw(merge.value()).map());
  }
}
