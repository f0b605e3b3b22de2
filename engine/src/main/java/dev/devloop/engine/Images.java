package dev.devloop.engine;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Images of an engine.
public final class Images {

  Images() {}

  /// Images that carry each of the labels. An empty value asks only for the label's presence.
  public List<EngineImage> list(Map<String, String> labels) {
    return Unfinished.yet();
  }

  /// @param reference a reference or an id
  public Optional<EngineImage> find(String reference) {
    return Unfinished.yet();
  }

  /// Gives an image another name.
  public void tag(String reference, String name) {
    Unfinished.yet();
  }

  /// Removes a name, and the image with its last name; nothing happens when there is none. An image
  /// that a container uses stays.
  ///
  /// @return whether the name is gone
  public boolean remove(String reference) {
    return Unfinished.yet();
  }

  /// Reads a tar file as `docker save` writes it.
  public void load(Path tar) {
    Unfinished.yet();
  }

  /// Writes a tar file that `docker load`, `ctr images import` understand.
  public void save(String reference, OutputStream to) {
    Unfinished.yet();
  }
}
