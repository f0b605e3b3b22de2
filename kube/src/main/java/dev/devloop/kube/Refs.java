package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/// Names objects.
final class Refs {

  private Refs() {}

  static ObjectRef of(HasMetadata object) {
    var meta = object.getMetadata();
    return new ObjectRef(
        object.getApiVersion(),
        object.getKind(),
        Objects.requireNonNullElse(meta.getNamespace(), ""),
        Objects.requireNonNullElse(meta.getName(), ""));
  }
}
