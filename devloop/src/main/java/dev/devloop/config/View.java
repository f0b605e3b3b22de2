package dev.devloop.config;

import dev.devloop.config.Type.Section;
import dev.devloop.config.Value.Entries;
import dev.devloop.config.Value.Entry;
import dev.devloop.config.Value.Items;
import dev.devloop.config.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads a section that [ShapeCheck] has passed. Defaults come from the table of keys. What is
/// broken reads as absent; [#has] tells the difference.
final class View {

  private final Section section;
  private final Entries entries;

  View(Section section, Value value) {
    this.section = section;
    this.entries =
        value instanceof Entries map
            ? map
            : new Entries(value.position(), new LinkedHashMap<>(Map.of()));
  }

  Position position() {
    return entries.position();
  }

  boolean has(String key) {
    return entries.entries().containsKey(key);
  }

  /// Where the key stands, or the section when it is not there.
  Position place(String key) {
    var entry = entries.entries().get(key);
    return entry == null ? position() : entry.key();
  }

  Optional<Value> value(String key) {
    return Optional.ofNullable(entries.entries().get(key)).map(Entry::value);
  }

  Optional<Scalar> scalar(String key) {
    if (value(key).orElse(null) instanceof Scalar scalar) {
      return Optional.of(scalar);
    }
    var otherwise = key(key).otherwise();
    return has(key) || otherwise.isEmpty()
        ? Optional.empty()
        : Optional.of(new Scalar(position(), otherwise, Value.Kind.TEXT, otherwise));
  }

  Optional<String> text(String key) {
    return scalar(key).map(Scalar::text);
  }

  /// A number that is there or has a default.
  Optional<Integer> number(String key) {
    return text(key).map(text -> Math.toIntExact(Numbers.whole(text)));
  }

  boolean flag(String key) {
    return text(key).map(Boolean::parseBoolean).orElse(false);
  }

  Optional<View> section(String key) {
    var type = key(key).type();
    return value(key)
        .filter(Entries.class::isInstance)
        .map(value -> new View((Section) type, value));
  }

  /// The values of a list; of one value that stands alone a list of it.
  List<Value> items(String key) {
    return switch (value(key).orElse(null)) {
      case Items(var _, var values) -> values;
      case Scalar scalar -> List.of(scalar);
      case Entries map -> List.of(map);
      case null, default -> List.of();
    };
  }

  List<Scalar> scalars(String key) {
    List<Scalar> scalars = new ArrayList<>();
    for (var item : items(key)) {
      if (item instanceof Scalar scalar) {
        scalars.add(scalar);
      }
    }
    return scalars;
  }

  List<String> texts(String key) {
    return scalars(key).stream().map(Scalar::text).toList();
  }

  /// The sections of a list.
  List<View> sections(String key, Section type) {
    return items(key).stream()
        .filter(Entries.class::isInstance)
        .map(value -> new View(type, value))
        .toList();
  }

  /// A map of free names to text.
  SequencedMap<String, String> map(String key) {
    var map = new LinkedHashMap<String, String>();
    if (value(key).orElse(null) instanceof Entries values) {
      values
          .entries()
          .forEach((name, entry) -> {
            if (entry.value() instanceof Scalar scalar) {
              map.put(name, scalar.text());
            }
          });
    }
    return map;
  }

  /// The entries of a map of free names.
  SequencedMap<String, Entry> entries(String key) {
    return value(key).orElse(null) instanceof Entries map ? map.entries() : new LinkedHashMap<>();
  }

  private Key key(String name) {
    return section
        .key(name)
        .orElseThrow(() -> new IllegalArgumentException("the table has no key " + name));
  }
}
