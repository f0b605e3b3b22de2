package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of one service: all that happens to it happens here, in order. Services do not wait
/// for each other.
final class Lane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final LaneWork work;
  private final BlockingQueue<Consumer<LaneWork>> inbox = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private Lane(ServiceName name, LaneWork work) {
    this.work = work;
    this.thread = Thread.ofVirtual().name("sync " + name).unstarted(this::run);
  }

  static Lane start(ServiceName name, LaneWork work) {
    var lane = new Lane(name, work);
    lane.thread.start();
    return lane;
  }

  void post(Consumer<LaneWork> task) {
    inbox.add(task);
  }

  private void run() {
    try {
      while (!closed) {
        var wakeUp = work.wakeUp();
        var next =
            wakeUp.isEmpty()
                ? inbox.take()
                : inbox.poll(wakeUp.get().toNanos(), TimeUnit.NANOSECONDS);
        // all that came meanwhile is one turn: a burst becomes a batch
        while (next != null) {
          safely(next);
          next = inbox.poll();
        }
        safely(LaneWork::pump);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Nothing that goes wrong with one message may stop a service from being synced.
  private void safely(Consumer<LaneWork> task) {
    try {
      task.accept(work);
    } catch (RuntimeException e) {
      LOG.error("{}", thread.getName(), e);
    }
  }

  /// Ends after what is in the inbox already.
  @Override
  public void close() {
    post(w -> {
      closed = true;
      w.save();
    });
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
