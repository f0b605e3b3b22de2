package dev.devloop.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What live sync stands on: the way to the node, and the watching of files.
///
/// @param attached changes get to the node
/// @param lost why they do not; empty also while nothing was tried yet
/// @param limited why files are looked at now and then instead of being watched
public record SyncLink(boolean attached, Optional<Problem> lost, Optional<Problem> limited) {

  static final SyncLink NONE = new SyncLink(false, Optional.empty(), Optional.empty());

  /// All that is wrong with it.
  public List<Problem> problems() {
    return Stream.of(lost, limited).flatMap(Optional::stream).toList();
  }

  SyncLink attachedNow() {
    return new SyncLink(true, Optional.empty(), limited);
  }

  SyncLink lostNow(Problem problem) {
    return new SyncLink(false, Optional.of(problem), limited);
  }

  SyncLink limitedNow(Problem problem) {
    return new SyncLink(attached, lost, Optional.of(problem));
  }

  /// The cluster is gone: that there is no way to it is no news.
  SyncLink none() {
    return new SyncLink(false, Optional.empty(), limited);
  }
}
