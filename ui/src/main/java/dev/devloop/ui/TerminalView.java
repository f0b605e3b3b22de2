package dev.devloop.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/// Rows at the bottom of a terminal that are redrawn in place, with lines scrolling above. One
/// thread owns it: the one that opened it.
public final class TerminalView implements AutoCloseable {

  private final Thread owner = Thread.currentThread();
  private final Terminal terminal;
  private final Display display;
  private final AtomicBoolean resized = new AtomicBoolean(true);
  private List<AttributedString> rows = List.of();

  private TerminalView(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, false);
    terminal.handle(Terminal.Signal.WINCH, _ -> resized.set(true));
  }

  /// Takes the terminal of this process.
  public static TerminalView open() {
    try {
      // signals stay with the JVM: Ctrl-C is the command's business
      return new TerminalView(
          TerminalBuilder.builder().system(true).nativeSignals(false).dumb(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A line that stays.
  public void line(String text) {
    checkOwner();
    display.update(List.of(), 0, false);
    terminal.writer().println(text);
    display.reset();
    draw();
  }

  /// The rows as they are now.
  public void rows(List<String> now) {
    checkOwner();
    rows = now.stream().map(AttributedString::fromAnsi).toList();
    draw();
  }

  private void draw() {
    var size = size();
    if (resized.getAndSet(false)) {
      display.resize(size);
    }
    int width = Math.max(2, size.getColumns());
    int height = Math.max(2, size.getRows() - 1);
    var visible = rows.stream().limit(height).map(r -> r.columnSubSequence(0, width - 1)).toList();
    display.update(visible, -1);
  }

  /// Terminals that do not know their size say 0.
  private Size size() {
    var size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : Size.of(80, 24);
  }

  private void checkOwner() {
    if (!Thread.currentThread().equals(owner)) {
      throw new IllegalStateException("the terminal belongs to " + owner);
    }
  }

  /// Leaves the last rows standing.
  @Override
  public void close() {
    try {
      if (!rows.isEmpty()) {
        terminal.writer().println();
      }
      terminal.flush();
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
