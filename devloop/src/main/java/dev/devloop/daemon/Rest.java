package dev.devloop.daemon;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memory back when nothing has happened for a while: what a bring-up needed is not needed by
/// a daemon that waits. It costs some tens of milliseconds.
final class Rest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

  /// Longer than a pause between two saves: who edits is not to wait for what was given back.
  private static final Duration QUIET = Duration.ofSeconds(20);

  /// Open pages ask for figures, which changes no state and leaves garbage.
  private static final long GARBAGE = 6L << 20;

  private final Board board;
  private final Thread thread;

  Rest(Board board) {
    this.board = board;
    this.thread = Thread.ofPlatform().daemon().name("rest").start(this::run);
  }

  private void run() {
    try {
      long seen = 0;
      long rested = 0;
      long kept = 0;
      while (true) {
        var now = board.await(seen, QUIET);
        boolean quiet = now.number() == seen && now.state().running().isEmpty();
        if (quiet && (rested != seen || used() > kept + GARBAGE)) {
          rested = seen;
          rest();
          kept = used();
        }
        seen = now.number();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private static long used() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// The heap shrinks only when all of it is collected, which nothing else asks for once the daemon
  /// is idle.
  private static void rest() {
    System.gc();
    MappedFiles.giveBack();
    LOG.info("at rest");
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
