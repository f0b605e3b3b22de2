package dev.devloop.daemon;

import dev.devloop.core.Problem;
import java.util.ArrayList;
import java.util.List;

/// Several problems of one job as one.
final class Problems {

  private Problems() {}

  /// The first one, with the others in its evidence.
  static Problem joined(List<Problem> problems) {
    var first = problems.getFirst();
    if (problems.size() == 1) {
      return first;
    }
    var evidence = new ArrayList<>(first.evidence());
    problems.stream()
        .skip(1)
        .forEach(p -> {
          evidence.add("also: " + p.what() + " [" + p.id() + "]");
          evidence.addAll(p.evidence());
        });
    return first.withEvidence(evidence);
  }
}
