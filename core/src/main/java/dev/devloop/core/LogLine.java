package dev.devloop.core;

import java.time.Instant;
import java.util.Optional;

/// A line of the project's log.
///
/// @param seq its number in the log store, from 1, without gaps; 0 as long as it is not stored
/// @param at when the container runtime read it, or when it happened
/// @param text without the line end; may hold ANSI escapes
public record LogLine(long seq, Instant at, LogOrigin origin, LogLevel level, String text) {

  /// A line that is not stored yet, with the level that its text tells.
  public static LogLine of(LogOrigin origin, Instant at, String text) {
    return new LogLine(0, at, origin, LogLevel.of(text), text);
  }

  /// A line that is not stored yet, of a level that the writer knows.
  public static LogLine of(LogOrigin origin, Instant at, LogLevel level, String text) {
    return new LogLine(0, at, origin, level, text);
  }

  /// The same line with another text: a secret was taken out.
  public LogLine withText(String changed) {
    return new LogLine(seq, at, origin, level, changed);
  }

  public LogKind kind() {
    return origin.kind();
  }

  public Optional<ServiceName> service() {
    return origin.service();
  }

  public String instance() {
    return origin.instance();
  }

  public String container() {
    return origin.container();
  }
}
