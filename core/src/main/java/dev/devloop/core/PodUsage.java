package dev.devloop.core;

/// What an instance uses.
///
/// @param memory in bytes: the working set, what the kernel could not give back at once
/// @param cpu in cores, over the last seconds
public record PodUsage(long memory, double cpu) {}
