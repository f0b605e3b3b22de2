package dev.devloop.engine;

/// An image that the engine has.
///
/// @param id `sha256:` and 64 hex digits
/// @param reference as it was asked for
public record LocalImage(String id, String reference, Origin origin) {

  /// Where it came from this time.
  public enum Origin {
    ENGINE,
    REGISTRY,
    RECIPE
  }
}
