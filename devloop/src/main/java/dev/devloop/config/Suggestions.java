package dev.devloop.config;

import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.Section;
import java.util.ArrayList;
import java.util.List;

/// What an unknown key was meant to be: a known one, another tool's word for it, or one of a
/// section below.
final class Suggestions {

  private Suggestions() {}

  /// A fix, or empty when there is no idea.
  static String forKey(String name, Section section) {
    List<String> known = new ArrayList<>();
    for (var key : section.keys()) {
      known.add(key.name());
      if (key.aliases().contains(name)) {
        return "did you mean `" + key.name() + "`?";
      }
    }
    for (var key : section.keys()) {
      var below = section(key.type());
      if (below.stream().anyMatch(inner -> inner.name().equals(name))) {
        return "`" + name + "` is a key of `" + key.name() + "`: write it there";
      }
    }
    return Nearest.question(name, known);
  }

  private static List<Key> section(Type type) {
    return switch (type) {
      case Section section -> section.keys();
      case ListOf(Section section) -> section.keys();
      default -> List.of();
    };
  }
}
