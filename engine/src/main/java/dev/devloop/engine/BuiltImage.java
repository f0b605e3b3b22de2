package dev.devloop.engine;

import java.util.Set;

/// An image that was built.
///
/// @param reference `repository:inputsKey`, in the engine
/// @param id `sha256:` and 64 hex digits
/// @param inputsKey 16 hex digits over all that the build reads
/// @param files of the build context that it was built from, relative to it, before and after the
///   build
/// @param skipped whether it was there already
public record BuiltImage(
    String reference, String id, String inputsKey, Set<String> files, boolean skipped) {
  public BuiltImage {
    files = Set.copyOf(files);
  }
}
