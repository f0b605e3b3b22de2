package dev.devloop.kube;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Takes secret values out of lines that are shown.
final class Scrubber {

  /// Shorter values are ordinary words and numbers: they would blot out half of a log.
  private static final int SHORTEST = 5;

  private final List<String> secrets;

  Scrubber(Set<String> values) {
    // the longest first, since one may be a part of another; of values over several lines each line
    secrets =
        values.stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String clean(String line) {
    var cleaned = line;
    for (var secret : secrets) {
      cleaned = cleaned.replace(secret, "***");
    }
    return cleaned;
  }
}
