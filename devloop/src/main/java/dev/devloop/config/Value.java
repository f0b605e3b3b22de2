package dev.devloop.config;

import java.util.List;
import java.util.SequencedMap;

/// A YAML value with its place in the file, variables already replaced.
sealed interface Value {

  Position position();

  /// What a person would call it.
  String noun();

  /// @param raw as it stands in the file, with its variables: what may be shown of it
  record Scalar(Position position, String text, Kind kind, String raw) implements Value {
    @Override
    public String noun() {
      return switch (kind) {
        case TEXT, OPEN -> "text";
        case WHOLE, DECIMAL -> "a number";
        case FLAG -> "true or false";
      };
    }
  }

  /// The type that a scalar has by its spelling.
  enum Kind {
    TEXT,
    WHOLE,
    DECIMAL,
    FLAG,
    /// It came from a variable: whatever type is wanted, when it can be read as such.
    OPEN
  }

  record Items(Position position, List<Value> values) implements Value {
    @Override
    public String noun() {
      return "a list";
    }
  }

  record Entries(Position position, SequencedMap<String, Entry> entries) implements Value {
    @Override
    public String noun() {
      return "a map";
    }
  }

  /// @param key where the key stands
  record Entry(Position key, Value value) {}

  /// `null`, or nothing after the colon.
  record Nothing(Position position) implements Value {
    @Override
    public String noun() {
      return "empty";
    }
  }

  /// It was there, was wrong and has been reported.
  record Broken(Position position) implements Value {
    @Override
    public String noun() {
      return "wrong";
    }
  }
}
