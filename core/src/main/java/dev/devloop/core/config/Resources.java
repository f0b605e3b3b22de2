package dev.devloop.core.config;

import java.util.Optional;

/// Kubernetes quantities.
///
/// @param cpu limit; the request is 10m
/// @param memory limit and request
public record Resources(Optional<String> cpu, Optional<String> memory) {}
