package dev.devloop.engine;

/// An image that was built.
///
/// @param reference `repository:inputsKey`, in the engine
/// @param id `sha256:` and 64 hex digits
/// @param inputsKey 16 hex digits over all that the build reads
/// @param skipped whether it was there already
public record BuiltImage(String reference, String id, String inputsKey, boolean skipped) {}
