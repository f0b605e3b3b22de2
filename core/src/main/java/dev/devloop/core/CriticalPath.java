package dev.devloop.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The chain of steps that a bring-up had to wait for: any of them in less time, and all would have
/// been ready earlier. Pure.
///
/// Steps do not say what they waited for. What begins does so because something has just ended: the
/// step before is the one of the same subject that ended then, else the one that ended last.
public final class CriticalPath {

  /// Between the end of what was waited for and the beginning of the next step lies a turn of the
  /// loop, and the start of a job.
  private static final Duration SLACK = Duration.ofMillis(50);

  private CriticalPath() {}

  /// The chain, in order.
  ///
  /// @param steps what was done, in any order
  /// @param began when somebody began to wait: earlier steps do not count
  public static List<Step> of(List<Step> steps, Instant began) {
    var candidates = new ArrayList<>(steps.stream().filter(s -> s.ended().isAfter(began)).toList());
    var path = new ArrayList<Step>();
    var next = candidates.stream().max(Comparator.comparing(Step::ended));
    while (next.isPresent()) {
      var step = next.get();
      path.add(step);
      candidates.remove(step);
      candidates.removeIf(s -> !s.began().isBefore(step.began()));
      next = before(step, candidates);
    }
    Collections.reverse(path);
    return path;
  }

  private static Optional<Step> before(Step step, List<Step> candidates) {
    var ended =
        candidates.stream()
            .filter(s -> !s.ended().isAfter(step.began().plus(SLACK)))
            .sorted(Comparator.comparing(Step::ended).reversed())
            .toList();
    return ended.stream()
        .filter(s -> s.subject().equals(step.subject()))
        .filter(s -> !s.ended().isBefore(step.began().minus(SLACK)))
        .findFirst()
        .or(() -> ended.stream().findFirst());
  }
}
