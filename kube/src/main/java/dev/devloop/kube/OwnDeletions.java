package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What this client itself deletes, so that a watch does not take it for somebody else's doing.
final class OwnDeletions {

  private final Set<String> uids = ConcurrentHashMap.newKeySet();
  private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

  void add(ObjectMeta meta) {
    Optional.ofNullable(meta.getUid()).ifPresent(uids::add);
  }

  void addNamespace(String name) {
    namespaces.add(name);
  }

  void forgetNamespace(String name) {
    namespaces.remove(name);
  }

  /// Whether it was ours; asked once for each object.
  boolean wasOurs(ObjectMeta meta) {
    return uids.remove(String.valueOf(meta.getUid()))
        || namespaces.contains(String.valueOf(meta.getNamespace()));
  }
}
