package dev.devloop.logs;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import java.nio.charset.StandardCharsets;

/// A stored line as it lies in the buffer of a reading. One object for a whole reading: a search
/// looks at millions of them.
final class RawLine {

  /// Looks at lines one after the other.
  interface Visitor {
    /// @param line is another one after this returns
    /// @return false to stop
    boolean visit(RawLine line);

    /// Whether some hundred lines are to be visited one by one.
    ///
    /// @param bytes hold them, and more between them
    /// @param escapes whether one of them has some
    default boolean mayHold(byte[] bytes, int end, boolean escapes) {
      return true;
    }
  }

  private byte[] bytes = {};
  private byte[] plain = {};
  private int start;
  private int end;
  private long seq;
  private long at;
  private int level;
  private boolean escapes;
  private LogOrigin origin = LogOrigin.of(LogKind.DEVLOOP);

  RawLine set(byte[] buffer, int entry, long number, LogOrigin from) {
    bytes = buffer;
    start = entry + Entry.TEXT;
    end = entry + Entry.integer(buffer, entry) - Integer.BYTES;
    seq = number;
    at = Entry.number(buffer, entry + Entry.AT);
    level = buffer[entry + Entry.LEVEL];
    escapes = (buffer[entry + Entry.FLAGS] & Entry.ESCAPES) != 0;
    origin = from;
    return this;
  }

  long seq() {
    return seq;
  }

  /// Nanoseconds since 1970.
  long at() {
    return at;
  }

  int level() {
    return level;
  }

  boolean escapes() {
    return escapes;
  }

  LogOrigin origin() {
    return origin;
  }

  /// Whether the text holds this, without its escapes.
  boolean contains(Needle needle) {
    if (!escapes) {
      return needle.isIn(bytes, start, end);
    }
    if (plain.length < end - start) {
      plain = new byte[end - start];
    }
    return needle.isIn(plain, 0, Escapes.strip(bytes, start, end, plain));
  }

  String text() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  LogLine line(String text) {
    return new LogLine(seq, Entry.instant(at), origin, Entry.level(level), text);
  }
}
