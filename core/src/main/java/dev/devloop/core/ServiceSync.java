package dev.devloop.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a service's live sync.
///
/// @param paused nothing is sent until somebody resumes it
/// @param asked counts how often somebody asked to look for changes now
/// @param pending changed files that not every container has yet
/// @param held why they wait: empty while they are on their way, else `paused`, `manual`, `agent`
///   (the node cannot be reached) or `refused`
/// @param batches what arrived, oldest first; bounded
/// @param refused why some files are not in the containers
/// @param command why the last command of `onChange` failed; the files stand
public record ServiceSync(
    boolean paused,
    int asked,
    int pending,
    String held,
    List<SyncBatch> batches,
    Optional<Problem> refused,
    Optional<Problem> command) {

  /// Enough for a stable p95, few enough to be copied with each change.
  static final int BATCHES_KEPT = 100;

  /// Nothing was synced yet.
  public static final ServiceSync NONE =
      new ServiceSync(false, 0, 0, "", List.of(), Optional.empty(), Optional.empty());

  public ServiceSync {
    batches = List.copyOf(batches);
  }

  /// The newest batch.
  public Optional<SyncBatch> last() {
    return batches.isEmpty() ? Optional.empty() : Optional.of(batches.getLast());
  }

  /// The latency that this part of the kept batches did not exceed.
  ///
  /// @param part above 0 and at most 1: 0.5 is the median
  public Optional<Duration> latency(double part) {
    if (batches.isEmpty()) {
      return Optional.empty();
    }
    var sorted = batches.stream().map(SyncBatch::latency).sorted().toList();
    return Optional.of(sorted.get((int) Math.ceil(part * sorted.size()) - 1));
  }

  /// What a person is to be told first.
  public Optional<Problem> problem() {
    return refused.or(() -> command);
  }

  ServiceSync withPaused(boolean value) {
    return new ServiceSync(value, asked, pending, held, batches, refused, command);
  }

  ServiceSync withOneMoreAsked() {
    return new ServiceSync(paused, asked + 1, pending, held, batches, refused, command);
  }

  ServiceSync withPending(int value, String why) {
    return new ServiceSync(paused, asked, value, why, batches, refused, command);
  }

  ServiceSync withBatch(SyncBatch value) {
    var all = new ArrayList<>(batches);
    all.add(value);
    var kept = all.subList(Math.max(0, all.size() - BATCHES_KEPT), all.size());
    return new ServiceSync(paused, asked, pending, held, kept, refused, command);
  }

  ServiceSync withRefused(Optional<Problem> value) {
    return new ServiceSync(paused, asked, pending, held, batches, value, command);
  }

  ServiceSync withCommand(Optional<Problem> value) {
    return new ServiceSync(paused, asked, pending, held, batches, refused, value);
  }
}
