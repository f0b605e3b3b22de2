package dev.devloop.core;

import java.time.Instant;

/// A line that a container printed.
///
/// @param instance name of the pod
/// @param at when the container runtime read it
/// @param text without the line end
public record LogLine(
    ServiceName service, String instance, String container, Instant at, String text) {}
