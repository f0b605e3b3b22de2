package dev.devloop.sync;

/// A process that was restarted in its container, or why it was not.
///
/// @param what the reason when not `ok`, else empty
public record Restarted(String pod, String container, boolean ok, String what) {}
