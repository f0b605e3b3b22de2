package dev.devloop.kube;

/// Where an object comes from, to be named in messages and in its annotation `devloop.dev/source`.
///
/// @param file path, relative to the project folder where it lies in there
/// @param place `:12` for a line, `#services.backend` for a key; may be empty
public record ObjectSource(String file, String place) {

  @Override
  public String toString() {
    return file + place;
  }
}
