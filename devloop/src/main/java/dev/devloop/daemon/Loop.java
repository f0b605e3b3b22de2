package dev.devloop.daemon;

import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.Plan;
import dev.devloop.core.Planner;
import dev.devloop.core.Reducer;
import dev.devloop.core.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// The one writer of the state: takes what happened, reduces it, plans, starts jobs, publishes.
/// Nothing that blocks runs here.
final class Loop implements AutoCloseable {

  /// Starts and stops jobs; both return at once.
  interface Runner {
    void start(Job job, State state);

    void cancel(Job job);
  }

  /// @param event empty for somebody who only waits for those before
  private record Posted(Optional<Event> event, Consumer<Long> done) {}

  private final BlockingQueue<Posted> queue = new LinkedBlockingQueue<>();
  private final Board board;
  private final Runner runner;
  private final Clock clock;
  private final int cores;
  private final Thread thread;

  Loop(Board board, Runner runner, Clock clock, int cores) {
    this.board = board;
    this.runner = runner;
    this.clock = clock;
    this.cores = cores;
    this.thread = Thread.ofPlatform().name("loop").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Something happened. Returns at once.
  void post(Event event) {
    queue.add(new Posted(Optional.of(event), _ -> {}));
  }

  /// Something happened; waits until the published state contains it.
  ///
  /// @return the number of the first such state
  long tell(Event event) throws InterruptedException {
    return tell(Optional.of(event));
  }

  /// Waits until the published state contains all that was posted before.
  long settle() throws InterruptedException {
    return tell(Optional.empty());
  }

  private long tell(Optional<Event> event) throws InterruptedException {
    var done = new CompletableFuture<Long>();
    queue.add(new Posted(event, done::complete));
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("is only ever completed with a number", e);
    }
  }

  private void run() {
    try {
      while (true) {
        turn();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void turn() throws InterruptedException {
    var batch = new ArrayList<Posted>();
    batch.add(queue.take());
    queue.drainTo(batch);
    var state = board.now().state();
    for (var posted : batch) {
      if (posted.event().isPresent()) {
        state = Reducer.apply(state, posted.event().get(), clock.instant());
      }
    }
    var plan = Planner.next(state, cores);
    while (!plan.start().isEmpty()) {
      state = start(state, plan);
      plan = Planner.next(state, cores);
    }
    plan.cancel().forEach(runner::cancel);
    board.publish(state, plan);
    long number = board.now().number();
    batch.forEach(posted -> posted.done().accept(number));
  }

  private State start(State before, Plan plan) {
    var state = before;
    for (var job : plan.start()) {
      state = Reducer.apply(state, new Event.JobStarted(job), clock.instant());
      runner.start(job, state);
    }
    return state;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
