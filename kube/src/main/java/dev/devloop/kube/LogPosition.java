package dev.devloop.kube;

import java.time.Instant;
import java.util.Optional;

/// How far a log has been read. The API can go on only from a whole second: what was seen of it
/// already is to be passed over.
final class LogPosition {

  private Instant last;
  private int seenOfLast;
  private boolean catchingUp;
  private int toSkip;

  /// At the start of a log.
  LogPosition() {
    this(Instant.EPOCH, 0);
  }

  /// After so many lines of one time.
  LogPosition(Instant last, int seenOfLast) {
    this.last = last;
    this.seenOfLast = seenOfLast;
  }

  /// Where to go on; empty at first.
  Optional<Instant> since() {
    return last.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(last);
  }

  /// A reading begins again from [#since].
  void rewind() {
    catchingUp = !last.equals(Instant.EPOCH);
    toSkip = seenOfLast;
  }

  /// Whether the line is a new one. Lines of one time are told apart by their number.
  boolean isNew(Instant at) {
    if (catchingUp) {
      if (at.isBefore(last)) {
        return false;
      }
      if (at.equals(last) && toSkip > 0) {
        toSkip--;
        // what follows is new, whatever its time
        catchingUp = toSkip > 0;
        return false;
      }
      catchingUp = false;
    }
    if (at.equals(last)) {
      seenOfLast++;
    } else if (at.isAfter(last)) {
      last = at;
      seenOfLast = 1;
    }
    // else the clock was set back: a new line all the same
    return true;
  }
}
