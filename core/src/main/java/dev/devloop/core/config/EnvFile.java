package dev.devloop.core.config;

import java.nio.file.Path;

/// @param optional a missing file is no error
public record EnvFile(Path path, boolean optional) {}
