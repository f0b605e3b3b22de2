package dev.devloop.engine;

/// An image in the local registry.
///
/// @param reference `localhost:PORT/path:tag`
/// @param digest `sha256:` and 64 hex digits of its manifest
/// @param skipped whether the registry had it
public record PushedImage(String reference, String digest, boolean skipped) {}
