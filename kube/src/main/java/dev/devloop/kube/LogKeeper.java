package dev.devloop.kube;

import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Where a [LogCollector] puts what it reads, and where it learns how far it came. For any thread.
public interface LogKeeper {

  /// How far a container's log is kept.
  ///
  /// @param run the newest that is known of
  /// @param at time of its last line; [Instant#EPOCH] before the first
  /// @param count how many of its last lines have that same time
  record Place(int run, Instant at, int count) {}

  /// Empty when nothing is kept of it.
  ///
  /// @param uid of the pod, or of the event
  Optional<Place> place(String uid, String container);

  /// A run of a container begins; it may never say anything.
  void begins(LogOrigin origin);

  /// Keeps a line; blocks until it is kept, which slows the reading down.
  void keep(LogLine line) throws InterruptedException;

  /// Values of Secrets that nobody is to see.
  void hide(Collection<String> values);
}
