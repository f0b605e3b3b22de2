package dev.devloop.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The last images of a service. Containers of older ones are not expected to run any more.
final class Images {

  private static final int KEPT = 3;

  private final List<String> newestLast = new ArrayList<>();

  /// @return whether it was not the newest already
  boolean add(String image) {
    if (!newestLast.isEmpty() && newestLast.getLast().equals(image)) {
      return false;
    }
    newestLast.remove(image);
    newestLast.add(image);
    if (newestLast.size() > KEPT) {
      newestLast.removeFirst();
    }
    return true;
  }

  List<String> all() {
    return List.copyOf(newestLast);
  }

  Set<String> olderThan(String image) {
    return Set.copyOf(newestLast.stream().filter(other -> !other.equals(image)).toList());
  }
}
