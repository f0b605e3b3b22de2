package dev.devloop.config;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects all that is wrong with a configuration, so that it can be told at once.
final class Findings {

  private final List<Finding> all = new ArrayList<>();
  // in the order of reading: problems of the main file come before those of the local one
  private final List<Path> files = new ArrayList<>();
  private final Map<Path, List<String>> sources = new HashMap<>();

  /// Makes excerpts of a file possible.
  void source(Path file, List<String> lines) {
    files.add(file);
    sources.put(file, lines);
  }

  void add(ConfigProblem problem, Position position, String what) {
    add(problem, position, what, "");
  }

  void add(ConfigProblem problem, Position position, String what, String fix) {
    all.add(new Finding(problem, position, what, fix));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Finding> sorted() {
    var sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt((Finding finding) -> order(finding.position().file()))
            .thenComparingInt(finding -> finding.position().line())
            .thenComparingInt(finding -> finding.position().column()));
    return sorted;
  }

  private int order(Path file) {
    var index = files.indexOf(file);
    return index < 0 ? files.size() : index;
  }

  /// @param folder the project's: paths are shown relative to it
  DevloopException toException(Path folder) {
    List<Problem> problems = new ArrayList<>();
    for (var finding : sorted()) {
      var source = sources.getOrDefault(finding.position().file(), List.of());
      problems.add(finding.toProblem(folder, source));
    }
    return new DevloopException(ExitCode.USAGE, problems);
  }
}
