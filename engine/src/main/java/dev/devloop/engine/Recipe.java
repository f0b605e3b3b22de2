package dev.devloop.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A folder that says how to make one image or tool from packages alone.
///
/// @param folder holds recipe.yaml and a Dockerfile or build.sh
/// @param image the reference it makes; empty for a tool
/// @param tool the executable it makes; empty for an image
/// @param needs references of images that it is made from
/// @param hostTools programs that must be on the PATH
/// @param pins names of versions in versions.env that it uses
/// @param ca whether the host's CA bundle is an input
/// @param minutes how long it takes on 2 cores, about
public record Recipe(
    Path folder,
    Optional<String> image,
    Optional<String> tool,
    List<String> needs,
    List<String> hostTools,
    List<String> pins,
    boolean ca,
    double minutes) {

  public Recipe {
    needs = List.copyOf(needs);
    hostTools = List.copyOf(hostTools);
    pins = List.copyOf(pins);
  }

  /// What it makes.
  public String makes() {
    return image.or(() -> tool).orElseThrow();
  }

  /// Name of its folder: results in the cache are kept under it.
  public String name() {
    return folder.getFileName().toString();
  }
}
