package dev.devloop.core.config;

/// A port of a service that programs of this machine reach as plain TCP, on 127.0.0.1.
///
/// @param port of the container, 1 to 65535
/// @param host port of 127.0.0.1, 1 to 65535
public record ExposeConfig(int port, int host) {}
