package dev.devloop.core.config;

/// A route of the ingress to a service's first port.
///
/// @param host full name, such as `backend.dev.localhost`
/// @param path prefix, `/` for the whole host
public record HostRoute(String host, String path) {}
