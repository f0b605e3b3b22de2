package dev.devloop.kind;

import dev.devloop.core.Progress;

/// Where the images of a cluster come from.
interface ImageSupply {

  /// Returns when the engine has the image.
  void obtain(String reference, Progress progress);

  /// Puts an image of the engine into the local registry.
  ///
  /// @param registry `localhost:PORT`
  /// @param path path and tag in it
  void push(String registry, String reference, String path, Progress progress);
}
