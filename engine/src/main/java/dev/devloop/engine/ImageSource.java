package dev.devloop.engine;

import dev.devloop.core.Progress;
import java.util.Map;

/// Makes images available in the engine: what it has, then their registry with the user's
/// credentials and mirrors, then a recipe.
public final class ImageSource {

  /// @param env the environment of the process
  public static ImageSource of(Map<String, String> env, Engine engine, Recipes recipes) {
    return Unfinished.yet();
  }

  /// Returns when the engine has the image. Two calls for the same reference do it once. A stand-in
  /// of an older recipe counts as missing.
  ///
  /// @throws dev.devloop.core.DevloopException `image-not-found` when its registry says so,
  ///   `image-unavailable` when no registry can be reached and there is no recipe
  public LocalImage obtain(String reference, Progress progress) {
    return Unfinished.yet();
  }
}
