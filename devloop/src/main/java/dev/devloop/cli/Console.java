package dev.devloop.cli;

/// Whether a person sits at the other end. The launcher looks, because Java would load a terminal
/// library for it.
final class Console {

  private static final int KEPT = 32 * 1024;

  private Console() {}

  static boolean outIsTerminal() {
    return Boolean.getBoolean("devloop.tty.out");
  }

  static boolean inIsTerminal() {
    return Boolean.getBoolean("devloop.tty.in");
  }

  /// Whether a view can be redrawn and somebody can press keys.
  static boolean isInteractive() {
    return outIsTerminal() && inIsTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  /// Cells of the terminal; 0 when nobody knows.
  static int columns() {
    return Integer.getInteger("devloop.columns", 0);
  }

  /// How rows of the daemon are to look, as the query of an address.
  static String look() {
    return "colour=" + colour() + "&width=" + columns();
  }

  static boolean colour() {
    var none = System.getenv("NO_COLOR");
    return outIsTerminal()
        && (none == null || none.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }

  /// Prints only what went wrong.
  static final Client.Sink QUIET =
      new Client.Sink() {
        @Override
        public void text(String line) {}

        @Override
        public void error(String line) {
          System.err.println(line);
        }
      };

  /// Prints what the daemon says; what comes together goes out together.
  static final Client.Sink PRINT =
      new Client.Sink() {
        private final StringBuilder kept = new StringBuilder();

        @Override
        public void text(String line) {
          kept.append(line).append('\n');
          if (kept.length() >= KEPT) {
            flush();
          }
        }

        @Override
        public void flush() {
          System.out.print(kept);
          System.out.flush();
          kept.setLength(0);
        }

        @Override
        public void error(String line) {
          flush();
          System.err.println(line);
        }
      };
}
