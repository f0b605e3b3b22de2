package dev.devloop.engine;

import java.time.Instant;
import java.util.List;

/// An image with what it is made of.
///
/// @param layers from the lowest one; images that begin alike share these on the disk
/// @param named when it last got a name
record StoredImage(EngineImage image, List<String> layers, Instant named) {

  StoredImage {
    layers = List.copyOf(layers);
  }

  /// Whether this one's layers are the lower ones of another.
  boolean under(StoredImage other) {
    return layers.size() < other.layers.size()
        && layers.equals(other.layers.subList(0, layers.size()));
  }
}
