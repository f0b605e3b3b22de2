package dev.devloop.engine;

/// A TCP port of a container on the engine's host.
///
/// @param address host address it listens on, such as `127.0.0.1`
/// @param hostPort 1 to 65535; in a [ContainerSpec] 0 lets the engine choose
/// @param containerPort 1 to 65535
public record PublishedPort(String address, int hostPort, int containerPort) {}
