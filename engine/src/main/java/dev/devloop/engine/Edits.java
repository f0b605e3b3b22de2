package dev.devloop.engine;

/// Levenshtein's distance.
final class Edits {

  private Edits() {}

  /// The fewest insertions, deletions and replacements that make one of the other.
  static int between(String one, String other) {
    var costs = new int[other.length() + 1];
    for (var j = 0; j < costs.length; j++) {
      costs[j] = j;
    }
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = costs[0];
      costs[0] = i;
      for (var j = 1; j < costs.length; j++) {
        var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[other.length()];
  }
}
