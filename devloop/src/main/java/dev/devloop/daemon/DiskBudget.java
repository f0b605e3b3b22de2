package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.LogSink;
import dev.devloop.core.Problem;
import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.EngineImage;
import dev.devloop.kind.DiskUse;
import dev.devloop.kind.NeededImages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what devloop has made within the disk space that the config allows: what was used longest
/// ago goes first, never what runs. The caller removes from its own node what nothing uses.
final class DiskBudget implements Tidying.Disk {

  private static final Logger LOG = LoggerFactory.getLogger(DiskBudget.class);

  /// A budget that cannot be held is tried again when so much more is in use, as a part of it, or
  /// after this time: freeing the registry's space stops it for a second.
  private static final int GROWTH = 20;

  private static final Duration RETRY = Duration.ofMinutes(10);

  /// Where it lies.
  interface Stores {

    /// Who holds how much.
    List<DiskUse> holders();

    /// The least recently used first.
    List<Built> built();

    NeededImages needed();

    /// From engine and registry.
    void remove(EngineImage image);

    /// Frees the space of what was removed from the registry.
    void collect();

    /// How much the builder keeps that only devloop uses.
    long buildCache();

    void trimBuildCache(long bytes);
  }

  private final Function<ClusterAccess, Stores> of;
  private final LogSink log;
  private final Clock clock;
  private long stuckAt;
  private Instant retry = Instant.MIN;

  /// @param of where things lie that a cluster uses
  /// @param log is told what is not possible
  DiskBudget(Function<ClusterAccess, Stores> of, LogSink log, Clock clock) {
    this.of = of;
    this.log = log;
    this.clock = clock;
  }

  /// Removes until no more than the limit is in use.
  ///
  /// @param limit bytes
  /// @param project the one that this is done for
  /// @param inUse references or paths with tags that the project needs
  @Override
  public void hold(long limit, String project, ClusterAccess access, Set<String> inUse) {
    var began = clock.instant();
    var stores = of.apply(access);
    long before = used(stores);
    var stuck = began.isBefore(retry) && before < stuckAt + stuckAt / GROWTH;
    if (before <= limit || stuck) {
      return;
    }
    // what was removed earlier is still in the registry
    stores.collect();
    removeImages(stores, limit, new RemovableImages(project, inUse, stores.needed()), began);
    trimBuildCache(stores, limit);
    long after = used(stores);
    LOG.info("{} of the disk were in use, now {}, of {}", before, after, limit);
    stuckAt = after > limit ? after : 0;
    retry = began.plus(RETRY);
    if (after > limit) {
      tell(problem(stores, limit, after));
    }
  }

  private static void trimBuildCache(Stores stores, long limit) {
    long over = used(stores) - limit;
    long cache = over > 0 ? stores.buildCache() : 0;
    if (cache > 0) {
      stores.trimBuildCache(Math.max(0, cache - over));
    }
  }

  private static void removeImages(
      Stores stores, long limit, RemovableImages removable, Instant began) {
    long over = used(stores) - limit;
    if (over <= 0) {
      return;
    }
    var oldest = new ArrayDeque<>(removable.of(stores.built(), began));
    while (over > 0 && !oldest.isEmpty()) {
      for (long freed = 0; freed < over && !oldest.isEmpty(); ) {
        var image = oldest.remove();
        stores.remove(image.image());
        freed += image.bytes();
      }
      stores.collect();
      over = used(stores) - limit;
    }
  }

  private static long used(Stores stores) {
    return stores.holders().stream().mapToLong(DiskUse::bytes).sum() + stores.buildCache();
  }

  private static Problem problem(Stores stores, long limit, long used) {
    var holders =
        stores.holders().stream().map(DiskUse::toString).collect(Collectors.joining(", "));
    return Problem.of(
        "disk-budget",
        "devloop takes %s of the disk; `disk` allows %s.".formatted(giga(used), giga(limit)),
        "What runs takes that much, with the nodes' own images: " + holders + ".",
        "Allow more in `disk`, or take down what you do not need: `devloop down --delete`.");
  }

  private void tell(Problem problem) {
    LOG.warn("{}: {} {}", problem.id(), problem.what(), problem.meaning());
    var text = "%s %s %s".formatted(problem.what(), problem.meaning(), problem.fix());
    log.append(LogLine.of(LogOrigin.of(LogKind.DEVLOOP), clock.instant(), LogLevel.WARN, text));
  }

  private static String giga(long bytes) {
    return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
