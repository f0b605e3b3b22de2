package dev.devloop.core.config;

/// @param path mount point in the container
/// @param size Kubernetes quantity
public record VolumeConfig(String path, String size) {}
