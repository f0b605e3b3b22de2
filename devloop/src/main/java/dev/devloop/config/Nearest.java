package dev.devloop.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds what a mistyped word was meant to be.
final class Nearest {

  private Nearest() {}

  /// The sentence for a fix, empty when nothing is near.
  static String question(String word, Collection<String> known) {
    return of(word, known).map(near -> "did you mean `" + near + "`?").orElse("");
  }

  /// The known word with the fewest edits, if they are few for its length: one edit in three
  /// letters and one more is still recognised by people, not the result of any kind of research.
  static Optional<String> of(String word, Collection<String> known) {
    Optional<String> best = Optional.empty();
    var least = Integer.MAX_VALUE;
    for (var candidate : known) {
      var edits = edits(plain(word), plain(candidate));
      var allowed = Math.min(word.length(), candidate.length()) / 3 + 1;
      if (edits < least && edits <= allowed && edits < candidate.length()) {
        least = edits;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /// `depends_on`, `depends-on` and `DependsOn` are all the same mistake.
  private static String plain(String word) {
    return word.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  /// Insertions, deletions, replacements and swaps of neighbours.
  private static int edits(String a, String b) {
    var cost = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    var same = a.charAt(i - 1) == b.charAt(j - 1);
    var least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
