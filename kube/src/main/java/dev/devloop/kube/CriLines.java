package dev.devloop.kube;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Takes log lines out of a file as container runtimes write it: `2026-01-31T12:00:00.123456789Z
/// stdout F text`, with P instead of F for a part of a line.
final class CriLines {

  /// Longer lines come in pieces: a program that never ends a line must not fill the memory.
  private static final int LONGEST = 64 * 1024;

  private static final int MINUTE = "2026-01-31T12:00".length();

  /// Takes the lines.
  interface Sink {
    void line(Instant at, byte[] text, int from, int to) throws InterruptedException;
  }

  private final ByteArrayOutputStream parts = new ByteArrayOutputStream(256);
  private Instant partsBegan = Instant.EPOCH;
  private String minute = "";
  private long minuteSeconds;

  /// Hands over the whole lines.
  ///
  /// @return where the first one begins that is not whole
  int read(byte[] bytes, int from, int to, Sink sink) throws InterruptedException {
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        entry(bytes, start, i, sink);
        start = i + 1;
      }
    }
    return start;
  }

  private void entry(byte[] bytes, int from, int to, Sink sink) throws InterruptedException {
    int stream = after(bytes, from, to);
    int tag = after(bytes, stream, to);
    int text = after(bytes, tag, to);
    if (tag >= to) {
      // not an entry: the disk was full, or the node stopped while it was written
      return;
    }
    var at = time(bytes, from, stream - 1);
    boolean part = bytes[tag] == 'P';
    if (parts.size() == 0 && !part) {
      sink.line(at, bytes, text, withoutReturn(bytes, text, to));
      return;
    }
    if (parts.size() == 0) {
      partsBegan = at;
    }
    parts.write(bytes, text, to - text);
    if (!part || parts.size() >= LONGEST) {
      var whole = parts.toByteArray();
      parts.reset();
      sink.line(partsBegan, whole, 0, withoutReturn(whole, 0, whole.length));
    }
  }

  private static int withoutReturn(byte[] bytes, int from, int to) {
    return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
  }

  /// What comes after the next space.
  private static int after(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ' ') {
      at++;
    }
    return Math.min(to, at + 1);
  }

  /// The library's way takes ten times as long, for each of 10,000 lines a second.
  private Instant time(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, Math.max(0, to - from), StandardCharsets.US_ASCII);
    if (!text.endsWith("Z") || text.length() < MINUTE + 4) {
      return PodFacts.time(text).orElse(Instant.EPOCH);
    }
    if (minute.isEmpty() || !text.startsWith(minute)) {
      minute = text.substring(0, MINUTE);
      minuteSeconds = LocalDateTime.parse(minute).toEpochSecond(ZoneOffset.UTC);
    }
    int second = (text.charAt(MINUTE + 1) - '0') * 10 + text.charAt(MINUTE + 2) - '0';
    long nanos = 0;
    long unit = 100_000_000;
    for (int i = MINUTE + 4; i < text.length() - 1; i++) {
      nanos += (text.charAt(i) - '0') * unit;
      unit /= 10;
    }
    return Instant.ofEpochSecond(minuteSeconds + second, nanos);
  }
}
