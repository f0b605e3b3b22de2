package dev.devloop.ui;

import java.io.UncheckedIOException;

/// Shows a reader that its answer is still being worked on.
final class Heartbeat implements AutoCloseable {

  private final Thread thread;

  Heartbeat(Lines lines) {
    thread = Thread.ofVirtual().name("heartbeat").start(() -> beat(lines));
  }

  private static void beat(Lines lines) {
    try {
      while (true) {
        Thread.sleep(StateRoutes.HEARTBEAT);
        lines.heartbeat();
      }
    } catch (InterruptedException | UncheckedIOException _) {
      // done, or nobody reads any more
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
