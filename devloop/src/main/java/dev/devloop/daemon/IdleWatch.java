package dev.devloop.daemon;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.Goal;
import dev.devloop.core.Request;
import dev.devloop.core.State;
import dev.devloop.core.config.DevConfig;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pauses the cluster when nothing was done for as long as the config says.
final class IdleWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);

  /// Often enough for times of minutes and more; a shorter one is looked at four times.
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /// What a request and its answer are at least, with the packets that open and close both
  /// connections; what engines and kernels say to each other in a minute is less.
  static final long REQUEST_BYTES = 600;

  private final Activity activity;
  private final Supplier<State> state;
  private final ToLongFunction<String> traffic;
  private final Consumer<Event> post;
  private final Thread thread;
  private long bytes;

  /// @param traffic how many bytes the proxy of a cluster has received so far
  IdleWatch(
      Activity activity,
      Supplier<State> state,
      ToLongFunction<String> traffic,
      Consumer<Event> post) {
    this.activity = activity;
    this.state = state;
    this.traffic = traffic;
    this.post = post;
    this.thread = Thread.ofVirtual().name("idle watch").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(look());
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// @return when to look again
  Duration look() {
    var now = state.get();
    var idle = now.config().flatMap(c -> c.upkeep().idle());
    boolean counts =
        idle.isPresent()
            && now.goal() == Goal.UP
            && now.cluster().phase() == ClusterPhase.RUNNING
            && now.running().isEmpty();
    if (!counts || requested(now.config().orElseThrow())) {
      activity.seen();
    } else if (activity.quiet().compareTo(idle.get()) >= 0) {
      LOG.info("nothing was done for {}: pause", idle.get());
      // when it is refused, because others work there, it is tried again after the same time
      activity.seen();
      post.accept(new Event.Asked(new Request.Pause(false)));
    }
    return idle.map(it -> it.dividedBy(4)).filter(it -> it.compareTo(PERIOD) < 0).orElse(PERIOD);
  }

  /// Somebody has sent something through the proxy since the last look.
  private boolean requested(DevConfig config) {
    try {
      long before = bytes;
      bytes = traffic.applyAsLong(config.cluster().name());
      return bytes - before >= REQUEST_BYTES || bytes < before;
    } catch (DevloopException e) {
      LOG.info("the engine does not say what goes through the proxy: {}", e.getMessage());
      return true;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
