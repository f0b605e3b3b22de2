package dev.devloop.config;

import java.util.List;
import java.util.Optional;

/// What a key takes.
sealed interface Type {

  /// In a sentence: "must be ...".
  String noun();

  record Text(Format format) implements Type {
    @Override
    public String noun() {
      return format.noun();
    }
  }

  /// A whole number.
  ///
  /// @param problem when it is out of range
  record Whole(int least, int most, ConfigProblem problem) implements Type {
    @Override
    public String noun() {
      return "a whole number";
    }
  }

  record Flag() implements Type {
    @Override
    public String noun() {
      return "true or false";
    }
  }

  record ListOf(Type item) implements Type {
    @Override
    public String noun() {
      return "a list";
    }
  }

  /// A map whose keys are free names.
  record MapOf(Format key, Type value) implements Type {
    @Override
    public String noun() {
      return "a map";
    }
  }

  /// A map with known keys.
  ///
  /// @param title of its chapter in the reference
  record Section(String title, String doc, List<Key> keys) implements Type {

    Optional<Key> key(String name) {
      for (var key : keys) {
        if (key.name().equals(name)) {
          return Optional.of(key);
        }
      }
      return Optional.empty();
    }

    @Override
    public String noun() {
      return "a map";
    }
  }

  /// The first one that fits the shape of the value.
  record Either(List<Type> types) implements Type {
    @Override
    public String noun() {
      var nouns = types.stream().map(Type::noun).distinct().toList();
      return String.join(" or ", nouns);
    }
  }
}
