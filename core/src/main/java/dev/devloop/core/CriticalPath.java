package dev.devloop.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The chain of steps that a bring-up had to wait for: any of them in less time, and all would have
/// been ready earlier. Pure. The page draws the same one.
///
/// Steps do not say what they waited for. What begins does so because something has just ended that
/// it needs: of the same service, of one that it depends on, of the cluster or the project.
public final class CriticalPath {

  /// Between the end of what was waited for and the beginning of the next step lies a turn of the
  /// loop, and progress is told a moment late.
  private static final Duration SLACK = Duration.ofMillis(400);

  private CriticalPath() {}

  /// The chain, in order, of what was done under this state.
  ///
  /// @param steps those that count
  public static List<Step> of(List<Step> steps, State state) {
    return of(
        steps,
        state.services().values().stream()
            .collect(
                Collectors.toMap(
                    s -> s.name().value(),
                    s ->
                        s.config().dependsOn().stream()
                            .map(ServiceName::value)
                            .collect(Collectors.toSet()))));
  }

  /// @param steps in any order
  /// @param needs what each service depends on
  static List<Step> of(List<Step> steps, Map<String, Set<String>> needs) {
    var candidates = new ArrayList<>(steps);
    var path = new ArrayList<Step>();
    var next = last(candidates);
    while (next.isPresent()) {
      var step = next.get();
      path.add(step);
      var related = new HashSet<>(needs.getOrDefault(step.subject(), Set.of()));
      related.addAll(Set.of("cluster", "project"));
      related.add(step.subject());
      // what began with it or later cannot have been waited for
      candidates.removeIf(s -> s.equals(step) || !s.began().isBefore(step.began()));
      next =
          last(
              candidates.stream()
                  .filter(s -> related.contains(s.subject()))
                  .filter(s -> !s.ended().isAfter(step.began().plus(SLACK)))
                  .toList());
    }
    Collections.reverse(path);
    return path;
  }

  private static Optional<Step> last(List<Step> steps) {
    return steps.stream().max(Comparator.comparing(Step::ended));
  }

  /// Those that ended after a moment: what was over when somebody began to wait does not count.
  public static List<Step> since(List<Step> steps, Instant began) {
    return steps.stream().filter(s -> s.ended().isAfter(began)).toList();
  }
}
