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
  }

  private byte[] bytes = {};
  private int start;
  private int end;
  private long seq;
  private long at;
  private int level;
  private boolean escapes;
  private LogOrigin origin = LogOrigin.of(LogKind.DEVLOOP);

  RawLine set(Walk walk, long number, LogOrigin from) {
    bytes = walk.block();
    start = walk.at() + Entry.TEXT;
    end = walk.at() + walk.length() - Integer.BYTES;
    seq = number;
    at = walk.time();
    level = walk.level();
    escapes = (bytes[walk.at() + Entry.FLAGS] & Entry.ESCAPES) != 0;
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

  boolean contains(Needle needle) {
    return needle.isIn(bytes, start, end);
  }

  String text() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  LogLine line(String text) {
    return new LogLine(seq, Entry.instant(at), origin, Entry.level(level), text);
  }
}
