package dev.devloop.sync;

/// A process that was restarted in its container, or why it was not.
///
/// @param ok it was ended and begun again
/// @param what the reason when not; else what is to be said of it: that it ended again, or does not
///   listen on the ports that it listened on before; usually empty, and then it serves again
public record Restarted(String pod, String container, boolean ok, String what) {}
