package dev.devloop.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An image in the engine.
///
/// @param id `sha256:` and 64 hex digits
/// @param tags references that point at it, such as `node:22-slim`
/// @param digests `repository@sha256:...` of the registries it came from or went to
/// @param labels its own and those of its base images
/// @param size bytes
public record EngineImage(
    String id,
    List<String> tags,
    List<String> digests,
    Map<String, String> labels,
    long size,
    Instant created) {

  public EngineImage {
    tags = List.copyOf(tags);
    digests = List.copyOf(digests);
    labels = Map.copyOf(labels);
  }
}
