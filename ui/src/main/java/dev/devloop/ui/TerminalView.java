package dev.devloop.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The terminal of this process in raw mode, with rows at its bottom that are redrawn in place and
/// lines scrolling above. One thread owns it, the one that opened it; each frame is one write.
public final class TerminalView implements AutoCloseable {

  /// What the terminal tells while nobody waits for it. Called by other threads.
  public interface Listener {

    /// The window has another size: paint again.
    void resized();

    /// Ctrl-C.
    void interrupted();

    /// Ctrl-Z.
    void suspended();
  }

  private static final Size USUAL = Size.of(80, 24);

  /// What the library returns when no key came in time.
  private static final int NOTHING = -2;

  /// Any time will do: it begins again.
  private static final long READ_MILLIS = 60_000;

  private final Thread owner = Thread.currentThread();
  private final Painter painter = new Painter();
  private final AtomicBoolean resized = new AtomicBoolean(true);
  private final AtomicBoolean left = new AtomicBoolean();
  private final Terminal terminal;
  private final Attributes before;
  private final Thread lastWill;
  private final boolean colour;
  private final boolean unicode;
  private Size size = USUAL;

  private TerminalView(Terminal terminal, boolean colour, Listener listener) {
    this.terminal = terminal;
    this.colour = colour;
    this.unicode = unicode(System.getenv());
    this.before = terminal.enterRawMode();
    this.lastWill = Thread.ofPlatform().unstarted(this::leave);
    Runtime.getRuntime().addShutdownHook(lastWill);
    terminal.handle(
        Terminal.Signal.WINCH,
        _ -> {
          resized.set(true);
          listener.resized();
        });
    terminal.handle(Terminal.Signal.INT, _ -> listener.interrupted());
    terminal.handle(Terminal.Signal.TSTP, _ -> listener.suspended());
  }

  /// Takes the terminal of this process.
  ///
  /// @param colour whether colours may be used
  public static TerminalView open(boolean colour, Listener listener) {
    try {
      return new TerminalView(
          TerminalBuilder.builder()
              .system(true)
              .provider(TerminalBuilder.PROP_PROVIDER_JNI)
              .nativeSignals(true)
              .dumb(true)
              .build(),
          colour,
          listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the locale is one of UTF-8: what characters the terminal itself knows, it does not
  /// tell.
  static boolean unicode(Map<String, String> env) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> env.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
        .isPresent();
  }

  /// Waits for keys until the terminal is gone; in a thread of its own.
  public void readKeys(Consumer<Key> keys) {
    try {
      var key = Key.read(this::read);
      while (key.kind() != Key.Kind.END) {
        keys.accept(key);
        key = Key.read(this::read);
      }
      keys.accept(key);
    } catch (IOException _) {
      keys.accept(Key.of(Key.Kind.END));
    }
  }

  /// A read that waits for ever would keep the terminal from being closed.
  private int read(long millis) throws IOException {
    int c = NOTHING;
    while (c == NOTHING) {
      c = terminal.reader().read(millis > 0 ? millis : READ_MILLIS);
      if (millis > 0) {
        break;
      }
    }
    return c;
  }

  /// Shows the screen as it is at a moment.
  ///
  /// @param now epoch milliseconds
  public void paint(LiveScreen screen, long now) {
    var size = size();
    if (screen.redraw()) {
      painter.forget();
      write("\u001b[H\u001b[2J");
    }
    paint(screen.due(), screen.frame(look(size), size.getRows(), now), size);
  }

  /// Shows it for the last time: what stays is without the keys.
  public void paintLast(LiveScreen screen, long now) {
    var size = size();
    paint(screen.due(), screen.lastFrame(look(size), size.getRows(), now), size);
  }

  private void paint(List<String> above, List<String> frame, Size size) {
    write(painter.paint(above, frame, size.getColumns()));
  }

  private RowText.Look look(Size size) {
    return new RowText.Look(size.getColumns(), colour, unicode, true);
  }

  private Size size() {
    checkOwner();
    if (resized.getAndSet(false)) {
      var now = terminal.getSize();
      // terminals that do not know their size say 0
      size = now.getColumns() > 0 && now.getRows() > 0 ? now : USUAL;
      painter.forget();
    }
    return size;
  }

  /// Gives the terminal to somebody else for a while.
  public void suspend() {
    checkOwner();
    write(painter.leave());
    terminal.setAttributes(before);
  }

  /// Takes it back.
  public void resume() {
    checkOwner();
    terminal.enterRawMode();
    resized.set(true);
  }

  private void write(String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      terminal.output().write(text.getBytes(terminal.encoding()));
      terminal.output().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkOwner() {
    if (!Thread.currentThread().equals(owner)) {
      throw new IllegalStateException("the terminal belongs to " + owner);
    }
  }

  /// Leaves the last rows standing.
  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(lastWill);
    } catch (IllegalStateException _) {
      // the process is ending: the hook finds nothing left to do
    }
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Also when the process is told to end: a terminal without a cursor is of no use to anybody.
  private void leave() {
    if (left.compareAndSet(false, true)) {
      write(painter.leave());
      terminal.setAttributes(before);
    }
  }
}
