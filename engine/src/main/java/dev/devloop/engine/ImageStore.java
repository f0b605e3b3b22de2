package dev.devloop.engine;

import dev.devloop.core.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The images in the local registry.
public final class ImageStore {

  /// @param registry `localhost:PORT` as the engine and this process reach it
  public static ImageStore of(Engine engine, String registry) {
    return Unfinished.yet();
  }

  /// Puts an image of the engine into the registry; skipped when it has just that one.
  ///
  /// @param reference as the engine knows it
  /// @param path its path and tag in the registry, such as `shop/backend:0a1b...` or
  ///   `valkey/valkey:8`
  public PushedImage push(String reference, String path, Progress progress) {
    return Unfinished.yet();
  }

  /// The digest under which the registry has an image.
  ///
  /// @param path path and tag, such as `shop/backend:0a1b...`
  public Optional<String> digest(String path) {
    return Unfinished.yet();
  }

  /// Removes old built images from engine and registry: of each repository the newest two stay, and
  /// those in use. Nothing without all of the labels is touched.
  ///
  /// @param labels as given to [BuildRequest]
  /// @param inUse references or paths with tags that running services use
  /// @return references that are gone
  public Set<String> prune(Map<String, String> labels, Set<String> inUse) {
    return Unfinished.yet();
  }

  /// Removes all images with the labels from engine and registry.
  public Set<String> removeAll(Map<String, String> labels) {
    return Unfinished.yet();
  }

  /// Frees the space of removed images in the registry's container.
  ///
  /// @param container name of the registry's container
  public void collectGarbage(String container) {
    Unfinished.yet();
  }
}
