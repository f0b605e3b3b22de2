package dev.devloop.engine;

import dev.devloop.core.config.BuildConfig;
import java.util.Map;

/// An image to be built.
///
/// @param repository name of the result without a tag, such as `shop/backend`: the tag is the key
///   of the inputs
/// @param labels say whose it is; [ImageStore#prune] finds it by them
/// @param fresh from nothing: also when the engine has an image of the same inputs, and without the
///   builder's cache
public record BuildRequest(
    BuildConfig build, String repository, Map<String, String> labels, boolean fresh) {

  public BuildRequest {
    labels = Map.copyOf(labels);
  }
}
