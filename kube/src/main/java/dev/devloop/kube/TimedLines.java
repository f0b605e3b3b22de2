package dev.devloop.kube;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Splits a log into lines with their times, in bounded memory.
final class TimedLines implements AutoCloseable {

  /// Longer lines come in pieces of this size: a program that never ends a line must not fill the
  /// memory. Four times what the container runtime itself takes for one piece.
  private static final int LONGEST = 64 * 1024;

  private static final int MORE = -2;

  /// @param text without the line end
  record Line(Instant at, String text) {}

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private Instant last = Instant.EPOCH;
  private boolean continued;

  TimedLines(InputStream in) {
    this.in = new BufferedInputStream(in, 32 * 1024);
  }

  /// Empty at the end of the log.
  ///
  /// @throws IOException when the connection broke: what was read of the current line is dropped,
  ///   for it will be read again
  Optional<Line> next() throws IOException {
    while (true) {
      bytes.reset();
      int end = fill();
      if (end == -1 && bytes.size() == 0) {
        return Optional.empty();
      }
      var line = line();
      continued = end == MORE;
      if (line.isPresent()) {
        return line;
      }
    }
  }

  /// Returns what ended the line: its end, that of the log, or its length.
  private int fill() throws IOException {
    while (bytes.size() < LONGEST) {
      int b = in.read();
      if (b < 0 || b == '\n') {
        return b;
      }
      bytes.write(b);
    }
    return MORE;
  }

  /// Empty for a line without a time: the node's word on why there is no log.
  private Optional<Line> line() {
    var text = bytes.toString(StandardCharsets.UTF_8);
    if (text.endsWith("\r")) {
      text = text.substring(0, text.length() - 1);
    }
    if (continued) {
      return Optional.of(new Line(last, text));
    }
    int space = text.indexOf(' ');
    var time = PodFacts.time(space < 0 ? text : text.substring(0, space));
    if (time.isEmpty()) {
      return Optional.empty();
    }
    last = time.get();
    return Optional.of(new Line(last, space < 0 ? "" : text.substring(space + 1)));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
