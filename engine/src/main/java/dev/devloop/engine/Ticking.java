package dev.devloop.engine;

import dev.devloop.core.Progress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Tells each second how far a piece of work is that only its expected time is known of.
final class Ticking implements AutoCloseable {

  private final Thread thread;

  private Ticking(Thread thread) {
    this.thread = thread;
  }

  static Ticking start(Duration expected, Progress progress) {
    var begun = System.nanoTime();
    return new Ticking(
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  TimeUnit.SECONDS.sleep(1);
                  progress.fraction(done(System.nanoTime() - begun, expected.toNanos()));
                }
              } catch (InterruptedException _) {
                // the work has ended
              }
            }));
  }

  /// Straight up to nine tenths at the expected time; then ever slower, never all.
  static double done(long passed, long expected) {
    var share = (double) passed / Math.max(1, expected);
    return share <= 1 ? 0.9 * share : 1 - 0.1 / share;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
