package dev.devloop.engine;

import dev.devloop.core.config.BuildConfig;
import java.util.Map;

/// An image to be built.
///
/// @param repository name of the result without a tag, such as `shop/backend`: the tag is the key
///   of the inputs
/// @param labels say whose it is; [ImageStore#prune] finds it by them
public record BuildRequest(BuildConfig build, String repository, Map<String, String> labels) {

  public BuildRequest {
    labels = Map.copyOf(labels);
  }
}
