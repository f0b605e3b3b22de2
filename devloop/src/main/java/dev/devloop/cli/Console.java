package dev.devloop.cli;

/// Whether a person sits at the other end. The launcher looks, because Java would load a terminal
/// library for it.
final class Console {

  private Console() {}

  static boolean outIsTerminal() {
    return Boolean.getBoolean("devloop.tty.out");
  }

  static boolean inIsTerminal() {
    return Boolean.getBoolean("devloop.tty.in");
  }

  static boolean colour() {
    return outIsTerminal() && System.getenv("NO_COLOR") == null;
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

  /// Prints what the daemon says.
  static final Client.Sink PRINT =
      new Client.Sink() {
        @Override
        public void text(String line) {
          System.out.println(line);
        }

        @Override
        public void error(String line) {
          System.out.flush();
          System.err.println(line);
        }
      };
}
