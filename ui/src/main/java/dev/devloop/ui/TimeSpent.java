package dev.devloop.ui;

import dev.devloop.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where the time of a bring-up went, as lines for a person. Pure.
final class TimeSpent {

  /// What took less of the whole is not worth a line.
  private static final int PART = 20;

  private TimeSpent() {}

  /// A head line, then the steps of the path, in order; what is short is one line. Nothing when
  /// nothing was done.
  ///
  /// @param path what had to be waited for
  static List<String> lines(List<Step> path, Instant began, Instant ended) {
    if (path.isEmpty()) {
      return List.of();
    }
    var all = Duration.between(began, ended);
    var lines = new ArrayList<String>();
    lines.add("where the time went: %s".formatted(seconds(all)));
    var rest = all;
    for (var step : path) {
      if (step.took().multipliedBy(PART).compareTo(all) >= 0) {
        lines.add("%7s  %s: %s".formatted(seconds(step.took()), step.subject(), step.title()));
        rest = rest.minus(step.took());
      }
    }
    if (rest.multipliedBy(PART).compareTo(all) >= 0) {
      lines.add("%7s  shorter steps and what is between them".formatted(seconds(rest)));
    }
    return lines;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
  }
}
