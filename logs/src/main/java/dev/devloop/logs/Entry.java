package dev.devloop.logs;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.ServiceName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The bytes of one entry of a segment. The length stands at both ends: an entry that was torn by a
/// sudden end is known by it.
///
/// | bytes | what |
/// |---|---|
/// | 4 | length of the whole |
/// | 8 | time, nanoseconds since 1970 |
/// | 4 | number of the origin in this segment |
/// | 1 | level, or [#ORIGIN] |
/// | 1 | 1: the text has escapes |
/// | n | text in UTF-8, or the origin |
/// | 4 | length of the whole |
final class Entry {

  static final int AT = 4;
  static final int ORIGIN_ID = 12;
  static final int LEVEL = 16;
  static final int FLAGS = 17;
  static final int TEXT = 18;

  /// Bytes around the text.
  static final int AROUND = TEXT + 4;

  static final byte ESCAPES = 1;

  /// In the place of a level: this entry tells what a number of an origin means.
  static final byte ORIGIN = -1;

  /// In bytes; the container runtime cuts lines into far smaller pieces.
  static final int LONGEST_TEXT = 64 * 1024;

  static final int LONGEST = LONGEST_TEXT + AROUND;

  private static final String BETWEEN = "\0";

  private static final List<LogLevel> LEVELS = List.of(LogLevel.values());

  private Entry() {}

  // by hand: a VarHandle is slow in code that only the first compiler has seen, as in the daemon
  static int integer(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  static long number(byte[] bytes, int at) {
    return (long) integer(bytes, at) << 32 | (integer(bytes, at + 4) & 0xffffffffL);
  }

  /// Whether a whole entry begins here, of which `limit - at` bytes are at hand.
  static boolean isWhole(byte[] bytes, int at, int limit) {
    if (limit - at < AROUND) {
      return false;
    }
    int length = integer(bytes, at);
    return length >= AROUND
        && length <= LONGEST
        && length <= limit - at
        && integer(bytes, at + length - Integer.BYTES) == length
        && bytes[at + LEVEL] >= ORIGIN
        && bytes[at + LEVEL] < LEVELS.size();
  }

  static byte[] line(LogLine line, int origin) {
    var text = cut(line.text().getBytes(StandardCharsets.UTF_8));
    byte flags = line.text().indexOf('\u001b') >= 0 ? ESCAPES : 0;
    return bytes(nanos(line.at()), origin, (byte) line.level().ordinal(), flags, text);
  }

  /// What a number means, and how far the origin is stored.
  static byte[] origin(int id, LogOrigin origin, LogMark mark) {
    var text =
        String.join(
            BETWEEN,
            origin.kind().name(),
            origin.service().map(ServiceName::value).orElse(""),
            origin.instance(),
            origin.uid(),
            origin.container(),
            Integer.toString(origin.run()),
            Integer.toString(mark.count()));
    return bytes(nanos(mark.at()), id, ORIGIN, (byte) 0, text.getBytes(StandardCharsets.UTF_8));
  }

  static LogOrigin origin(String text) {
    var parts = text.split(BETWEEN, -1);
    return new LogOrigin(
        LogKind.valueOf(parts[0]),
        parts[1].isEmpty() ? Optional.empty() : Optional.of(new ServiceName(parts[1])),
        parts[2],
        parts[3],
        parts[4],
        Integer.parseInt(parts[5]));
  }

  static int markCount(String text) {
    return Integer.parseInt(text.substring(text.lastIndexOf('\0') + 1));
  }

  private static byte[] bytes(long at, int origin, byte level, byte flags, byte[] text) {
    int length = text.length + AROUND;
    return ByteBuffer.allocate(length)
        .putInt(length)
        .putLong(at)
        .putInt(origin)
        .put(level)
        .put(flags)
        .put(text)
        .putInt(length)
        .array();
  }

  private static byte[] cut(byte[] text) {
    return text.length <= LONGEST_TEXT ? text : Arrays.copyOf(text, LONGEST_TEXT);
  }

  static LogLevel level(int ordinal) {
    return LEVELS.get(ordinal);
  }

  static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }

  static Instant instant(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
  }
}
