package dev.devloop.ui;

import dev.devloop.core.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The answer of a request that takes its time: lines of text, of which the first character says
/// what the rest is. Simple enough for a client without any library.
///
/// | first | rest |
/// |---|---|
/// | space | a line for stdout |
/// | `!` | a line for stderr |
/// | `~` | a row of the view that is redrawn, see [Row] |
/// | `^` | the rows are complete: draw them |
/// | `.` | nothing; shows that the connection lives |
/// | `=` | the exit code; the last line |
public final class Lines {

  private final OutputStream out;

  Lines(OutputStream out) {
    this.out = out;
  }

  void text(String line) {
    send(' ', line);
  }

  /// Many at once: each hand-over to the network costs as much as a hundred lines.
  void texts(List<String> lines) {
    var all = new StringBuilder();
    lines.forEach(line -> all.append(' ').append(oneLine(line)).append('\n'));
    write(all.toString());
  }

  void error(String line) {
    send('!', line);
  }

  void frame(List<Row> rows) {
    var all = new StringBuilder();
    rows.forEach(row -> all.append('~').append(row.encoded()).append('\n'));
    write(all.append("^\n").toString());
  }

  void heartbeat() {
    send('.', "");
  }

  void exit(ExitCode code) {
    send('=', Integer.toString(code.code()));
  }

  private void send(char kind, String rest) {
    write(kind + oneLine(rest) + "\n");
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  /// @throws UncheckedIOException when the reader is gone
  private synchronized void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
