package dev.devloop.kube;

import java.util.List;

/// What applying did.
///
/// @param objects in the order in which they were applied
public record Applied(List<Outcome> objects) {

  public Applied {
    objects = List.copyOf(objects);
  }

  /// @param ref the object
  public record Outcome(ObjectRef ref, Change change) {}

  /// What happened to one object.
  public enum Change {
    CREATED,
    CONFIGURED,
    UNCHANGED
  }
}
