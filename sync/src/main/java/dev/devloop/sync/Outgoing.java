package dev.devloop.sync;

/// An entry on its way to the agent.
///
/// @param content of a small file, which goes with it; empty for anything else
/// @param inline length of the content, or [#NOT_INLINE] when the agent has it or was sent it
///   before
record Outgoing(Entry entry, byte[] content, int inline) {

  static final int NOT_INLINE = -1;

  private static final byte[] NOTHING = {};

  static Outgoing of(Entry entry) {
    return new Outgoing(entry, NOTHING, NOT_INLINE);
  }

  static Outgoing with(Entry entry, byte[] content) {
    return new Outgoing(entry, content, content.length);
  }
}
