package dev.devloop.config;

import dev.devloop.core.Problem;
import java.nio.file.Path;
import java.util.List;

/// Something wrong at a place.
///
/// @param fix empty: the general one of the problem
record Finding(ConfigProblem problem, Position position, String what, String fix) {

  Problem toProblem(Path folder, List<String> source) {
    return new Problem(
        problem.id(),
        position.label(folder) + ": " + what,
        problem.meaning(),
        fix.isEmpty() ? problem.fix() : fix,
        excerpt(source));
  }

  /// The line with a caret below the column.
  private List<String> excerpt(List<String> source) {
    if (position.line() < 1 || position.line() > source.size()) {
      return List.of();
    }
    var number = Integer.toString(position.line());
    // a tab would move the caret away from its place
    var text = source.get(position.line() - 1).replace('\t', ' ');
    var column = Math.max(1, position.column());
    // keeps the place in sight in a line that is longer than a terminal is wide
    var from = Math.max(0, Math.min(text.length(), column - 60));
    var line = text.substring(from, Math.min(text.length(), from + 120));
    var margin = " ".repeat(number.length());
    return position.column() == 0
        ? List.of(number + " | " + line)
        : List.of(number + " | " + line, margin + " | " + " ".repeat(column - 1 - from) + "^");
  }
}
