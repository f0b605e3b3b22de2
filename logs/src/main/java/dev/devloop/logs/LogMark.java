package dev.devloop.logs;

import java.time.Instant;

/// How far the log of one container is stored.
///
/// @param run the newest that is known of
/// @param at time of its last line; [Instant#EPOCH] before the first
/// @param count how many of its last lines have that same time
public record LogMark(int run, Instant at, int count) {}
