package dev.devloop.engine;

import dev.devloop.core.Home;
import dev.devloop.core.Progress;
import java.util.Map;

/// Builds images from Dockerfiles: with buildx where there is one, else with the classic builder.
/// May be used by several threads at once.
public final class ImageBuilder {

  /// @param env the environment of the process
  public static ImageBuilder of(
      Map<String, String> env, Home home, Engine engine, ImageSource source, Recipes recipes) {
    return Unfinished.yet();
  }

  /// Builds the image unless the engine has it under the key of the same inputs: Dockerfile,
  /// target, arguments, files of the context that no .dockerignore leaves out, base images.
  ///
  /// @throws dev.devloop.core.DevloopException exit SERVICE: `build-failed` with the failing step
  ///   and the last 20 lines; `dockerfile-missing`; what [ImageSource#obtain] throws for a base
  ///   image
  public BuiltImage build(BuildRequest request, Progress progress) {
    return Unfinished.yet();
  }

  /// The key of the inputs alone; base images are obtained for it.
  public String inputsKey(BuildRequest request, Progress progress) {
    return Unfinished.yet();
  }
}
