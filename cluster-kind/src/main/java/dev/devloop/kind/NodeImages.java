package dev.devloop.kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one place that says which node image a Kubernetes minor version means. Tags are pinned; they
/// are among those that kind's maintainers publish, and what `images/kind-node` is made for.
final class NodeImages {

  private static final Map<String, String> REFERENCES =
      Map.of(
          "1.34", "kindest/node:v1.34.11",
          "1.35", "kindest/node:v1.35.8",
          "1.36", "kindest/node:v1.36.4",
          "1.37", "kindest/node:v1.37.0");

  private NodeImages() {}

  static Optional<String> find(String minor) {
    return Optional.ofNullable(REFERENCES.get(minor));
  }

  static List<String> minors() {
    return REFERENCES.keySet().stream().sorted().toList();
  }
}
