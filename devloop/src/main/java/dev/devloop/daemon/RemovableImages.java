package dev.devloop.daemon;

import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.Reference;
import dev.devloop.kind.NeededImages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of the built images nothing needs now. Pure.
///
/// @param project the one whose needs are known
/// @param inUse references or paths with tags that it needs
/// @param needed what the clusters need
record RemovableImages(String project, Set<String> inUse, NeededImages needed) {

  /// What was built since the needs were looked at is about to be deployed.
  private static final Duration FRESH = Duration.ofMinutes(1);

  /// What was built for another project may wait for its cluster or for another service.
  private static final Duration FRESH_ELSEWHERE = Duration.ofMinutes(10);

  /// In the same order.
  ///
  /// @param built the least recently used first
  /// @param now when the needs were looked at
  List<Built> of(List<Built> built, Instant now) {
    var paths = inUse.stream().map(Reference::pathAndTag).collect(Collectors.toSet());
    var newer = new HashSet<String>();
    return built.reversed().stream()
        .filter(it -> ours(it) ? !since(it, now.minus(FRESH)) : !neededElsewhere(it, now, newer))
        .filter(it -> !runs(it, paths))
        .toList()
        .reversed();
  }

  private boolean runs(Built built, Set<String> paths) {
    return built.image().tags().stream().map(Reference::pathAndTag).anyMatch(paths::contains)
        || built.image().digests().stream()
            .map(it -> it.substring(it.indexOf('@') + 1))
            .anyMatch(needed.digests()::contains);
  }

  private boolean ours(Built built) {
    return project.equals(owner(built));
  }

  private static boolean since(Built built, Instant moment) {
    return built.used().isAfter(moment);
  }

  private boolean neededElsewhere(Built built, Instant now, Set<String> newer) {
    var newest = newest(built, newer);
    return since(built, now.minus(FRESH_ELSEWHERE))
        || (newest && (needed.frozen() || needed.projects().contains(owner(built))));
  }

  /// Of one of its names.
  private static boolean newest(Built built, Set<String> newer) {
    return built.image().tags().stream().map(RemovableImages::repository).filter(newer::add).count()
        > 0;
  }

  private static String owner(Built built) {
    return built.image().labels().getOrDefault(EngineImages.PROJECT, "");
  }

  private static String repository(String reference) {
    return Reference.parse(reference).path();
  }
}
