package dev.devloop.sync;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Paths of one service's containers that have to be looked at, and when. Used by one thread.
final class Waiting {

  /// How soon a file that is still being written is looked at again.
  private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// Fewer paths that came while a batch was in flight are no burst: they go at once.
  private static final int FEW = 8;

  /// So many are a batch that is worth its way.
  private static final int MANY = 400;

  /// A burst is over when nothing comes for that long: some times the distance between the files of
  /// a `git checkout` on a busy machine.
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /// The first path of a burst waits no longer than that for the others.
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /// Changes that come so soon after a receipt belong to the burst of its batch.
  private static final long SAME_BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Map<String, Long> dirty = new LinkedHashMap<>();
  private final Set<String> force = new HashSet<>();
  private final Set<String> later = new TreeSet<>();
  private long lookAgain;
  private long first;
  private long last;
  private long answered = System.nanoTime() - SAME_BURST_NANOS;

  /// A path has changed.
  ///
  /// @param at [System#nanoTime] of the event
  void changed(String target, long at) {
    arrived();
    dirty.put(target, at);
  }

  /// A path may have changed.
  void suspect(String target, long at) {
    arrived();
    dirty.putIfAbsent(target, at);
  }

  private void arrived() {
    last = System.nanoTime();
    if (dirty.isEmpty()) {
      first = last;
    }
  }

  /// Paths to be sent even when they are as before.
  void force(Collection<String> targets) {
    force.addAll(targets);
  }

  Set<String> forced() {
    return force;
  }

  /// Paths to be looked at again soon.
  void later(Collection<String> targets) {
    if (later.addAll(targets)) {
      lookAgain = System.nanoTime() + LATER_NANOS;
    }
  }

  /// Takes those whose time has come.
  void ripen() {
    if (!later.isEmpty() && System.nanoTime() - lookAgain >= 0) {
      later.forEach(target -> suspect(target, System.nanoTime()));
      later.clear();
    }
  }

  /// A batch was answered.
  void answered() {
    answered = System.nanoTime();
  }

  /// Whether a batch is to be made now: the first change of a quiet period at once, those of a
  /// burst together.
  boolean isReady() {
    return !(dirty.isEmpty() && force.isEmpty()) && gathering() <= 0;
  }

  /// Whether there are enough for a batch beside another one.
  boolean isMany() {
    return dirty.size() >= MANY;
  }

  /// Nanoseconds until what is there is sent, whatever comes.
  private long gathering() {
    if (dirty.size() < FEW || dirty.size() >= MANY || first - answered > SAME_BURST_NANOS) {
      return 0;
    }
    var now = System.nanoTime();
    return Math.min(last + QUIET_NANOS - now, first + GATHER_NANOS - now);
  }

  /// All paths that are to be looked at now, which are not waiting any more.
  Set<String> take() {
    var targets = new HashSet<>(dirty.keySet());
    targets.addAll(force);
    dirty.clear();
    return targets;
  }

  /// Likewise, with those that are to be looked at later, and without those that are to be sent.
  Set<String> takeAll() {
    var targets = new HashSet<>(dirty.keySet());
    targets.addAll(later);
    dirty.clear();
    later.clear();
    return targets;
  }

  /// What was forced has been sent, but for what has to be looked at again.
  void sent(Set<String> again) {
    force.retainAll(again);
  }

  /// Whether only what is to be sent again is left.
  boolean isClean() {
    return dirty.isEmpty();
  }

  boolean hasLater() {
    return !later.isEmpty();
  }

  int size() {
    return dirty.size() + later.size();
  }

  /// When the newest of them changed.
  long newest() {
    return dirty.values().stream().mapToLong(Long::longValue).max().orElseGet(System::nanoTime);
  }

  /// How long until something is to be done without anything having happened.
  ///
  /// @param gathers whether a batch may be made at all
  Optional<Duration> wakeUp(boolean gathers) {
    var until = Long.MAX_VALUE;
    if (!later.isEmpty()) {
      until = Math.max(0, lookAgain - System.nanoTime());
    }
    if (gathers && !dirty.isEmpty()) {
      until = Math.min(until, Math.max(0, gathering()));
    }
    return until == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(until));
  }
}
