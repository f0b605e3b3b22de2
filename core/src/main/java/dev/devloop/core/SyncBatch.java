package dev.devloop.core;

import java.time.Duration;
import java.time.Instant;

/// Files that arrived together in the containers of a service.
///
/// @param at when the last container had them
/// @param files how many were written or removed
/// @param bytes of their contents
/// @param containers how many hold them now
/// @param latency from the save of the first of them until all containers had it
/// @param verified the containers were read back and hold what the host holds
public record SyncBatch(
    Instant at, int files, long bytes, int containers, Duration latency, boolean verified) {}
