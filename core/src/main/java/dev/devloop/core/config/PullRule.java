package dev.devloop.core.config;

import java.nio.file.Path;

/// Brings a file or folder of the container back to the host when it changes there.
///
/// @param from absolute path in the container
/// @param to file or folder on the host
public record PullRule(String from, Path to) {}
