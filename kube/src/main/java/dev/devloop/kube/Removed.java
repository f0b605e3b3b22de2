package dev.devloop.kube;

import java.util.List;

/// What a removal did.
///
/// @param deleted gone, or going
/// @param kept left alone on purpose and to be told: objects of the whole cluster that the user's
///   manifests made, and volumes with data
public record Removed(List<ObjectRef> deleted, List<ObjectRef> kept) {

  public Removed {
    deleted = List.copyOf(deleted);
    kept = List.copyOf(kept);
  }
}
