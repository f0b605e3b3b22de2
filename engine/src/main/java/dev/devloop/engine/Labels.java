package dev.devloop.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Labels of engine objects.
final class Labels {

  private Labels() {}

  /// The engine's filter: `name=value`, or the name alone where any value will do.
  static List<String> filter(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + "=" + e.getValue())
        .toList();
  }

  /// The engine leaves out what is empty.
  static Map<String, String> of(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }
}
