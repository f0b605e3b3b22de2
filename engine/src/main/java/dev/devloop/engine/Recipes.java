package dev.devloop.engine;

import dev.devloop.core.Home;
import dev.devloop.core.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recipes of devloop and of a project: images and tools for where no registry can be reached.
/// Results are kept below the cache folder under a key of their inputs.
public final class Recipes {

  /// @param env the environment of the process
  /// @param folders recipe folders, the first one that has a recipe for a reference counts: those
  ///   of the project, then devloop's own `images/`
  public static Recipes of(Map<String, String> env, Home home, List<Path> folders) {
    return Unfinished.yet();
  }

  /// The recipe that makes an image. `valkey/valkey:8` and `docker.io/valkey/valkey:8` are the
  /// same.
  public Optional<Recipe> find(String reference) {
    return Unfinished.yet();
  }

  /// Makes an image available in the engine: there already under its current key, from the cache,
  /// or built, with the images that it needs first.
  ///
  /// @throws dev.devloop.core.DevloopException `recipe-failed` with its last 30 lines; its work
  ///   folder is kept
  public LocalImage provide(Engine engine, Recipe recipe, Progress progress) {
    return Unfinished.yet();
  }

  /// A tool such as `kind`, `docker-buildx`, `runc-wrapper`: from the PATH when its version fits,
  /// else built by its recipe.
  ///
  /// @return an executable file
  /// @throws dev.devloop.core.DevloopException `tool-missing` or `recipe-failed`
  public Path tool(String name, Progress progress) {
    return Unfinished.yet();
  }

  /// The recipe whose name is most like that of an image without one.
  public Optional<Recipe> nearest(String reference) {
    return Unfinished.yet();
  }

  /// Forgets all results (`devloop clean --cache`); those in use by a running build stay.
  ///
  /// @return bytes freed
  public long clean() {
    return Unfinished.yet();
  }
}
