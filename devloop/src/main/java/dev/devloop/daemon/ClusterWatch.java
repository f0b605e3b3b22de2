package dev.devloop.daemon;

import dev.devloop.core.Cluster;
import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.State;
import dev.devloop.engine.EngineAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then whether the cluster is still there, at once when its API or its node falls
/// silent or somebody builds on it, and whether one that was paused or stopped by hand runs again.
final class ClusterWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  /// One request to the engine that takes some milliseconds: too little to be seen in an idle
  /// daemon's CPU time.
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Set<ClusterPhase> MAY_CHANGE =
      Set.of(ClusterPhase.RUNNING, ClusterPhase.PAUSED, ClusterPhase.STOPPED);

  private final Function<String, ClusterStatus> status;
  private final Supplier<State> state;
  private final Consumer<Event> post;
  private final Consumer<ClusterAccess> lost;
  private final Semaphore wanted = new Semaphore(0);
  private boolean answered = true;
  private final Thread thread;

  /// @param status of a cluster by name
  /// @param lost told when a cluster that ran does not any more, or was started anew
  ClusterWatch(
      Function<String, ClusterStatus> status,
      Supplier<State> state,
      Consumer<Event> post,
      Consumer<ClusterAccess> lost) {
    this.status = status;
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

  /// Looks, and returns when what was seen is posted.
  synchronized void lookOnce() {
    var now = state.get();
    var known = now.cluster();
    boolean inWork = now.clusterJob().isPresent() || now.rest().isPresent();
    if (inWork || !MAY_CHANGE.contains(known.phase()) || now.config().isEmpty()) {
      return; // who works on it finds out
    }
    try {
      var seen = status.apply(now.config().get().cluster().name());
      boolean same = seen.phase() == known.phase() && !startedAnew(known, seen);
      if (!same) {
        known.access().ifPresent(lost);
      }
      if (!same || !answered) {
        LOG.info("the cluster is {}, started {}", seen.phase().word(), seen.started());
        post.accept(new Event.ClusterSeen(seen));
      }
      answered = true;
    } catch (DevloopException e) {
      var problem = e.problems().getFirst();
      if (!EngineAddress.isUnreachable(e)) {
        LOG.info("the engine does not say how the cluster is: {}", problem);
      } else if (answered) {
        LOG.info("the engine is away: {}", problem);
        answered = false;
        known.access().ifPresent(lost);
        post.accept(new Event.EngineLost(problem));
      }
    }
  }

  private static boolean startedAnew(Cluster known, ClusterStatus seen) {
    return known.access().filter(it -> !it.started().equals(seen.started())).isPresent();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
