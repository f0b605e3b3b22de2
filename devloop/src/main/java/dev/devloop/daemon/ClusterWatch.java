package dev.devloop.daemon;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.State;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then whether the cluster is still there, at once when its API falls silent, and
/// whether one that was paused or stopped by hand runs again.
final class ClusterWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  /// One request to the engine that takes some milliseconds: too little to be seen in an idle
  /// daemon's CPU time.
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Set<ClusterPhase> MAY_CHANGE =
      Set.of(ClusterPhase.RUNNING, ClusterPhase.PAUSED, ClusterPhase.STOPPED);

  private final Clusters clusters;
  private final Supplier<State> state;
  private final Consumer<Event> post;
  private final Runnable lost;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;

  /// @param lost called when a cluster that ran does not any more
  ClusterWatch(Clusters clusters, Supplier<State> state, Consumer<Event> post, Runnable lost) {
    this.clusters = clusters;
    this.state = state;
    this.post = post;
    this.lost = lost;
    this.thread = Thread.ofVirtual().name("cluster watch").start(this::run);
  }

  /// Look now.
  void look() {
    wanted.release();
  }

  private void run() {
    try {
      while (true) {
        if (wanted.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
          wanted.drainPermits();
        }
        lookOnce();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void lookOnce() {
    var now = state.get();
    var known = now.cluster().phase();
    if (!MAY_CHANGE.contains(known) || now.config().isEmpty()) {
      return;
    }
    try {
      var phase = clusters.phase(now.config().get().cluster().name());
      if (phase != known) {
        LOG.info("the cluster is {}", phase.word());
        if (known == ClusterPhase.RUNNING) {
          lost.run();
        }
        post.accept(new Event.ClusterSeen(phase));
      }
    } catch (DevloopException e) {
      LOG.info("the engine does not say how the cluster is: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
