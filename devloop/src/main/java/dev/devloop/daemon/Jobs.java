package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Job;
import dev.devloop.core.LogSink;
import dev.devloop.core.Outcome;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.core.State;
import dev.devloop.project.Durations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs each job on a virtual thread of its own. Whatever happens to it, it ends with a `JobEnded`.
final class Jobs implements Loop.Runner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /// What jobs consist of.
  interface Work {
    /// Does the job and returns what it has to hand on.
    ///
    /// @param state as it was when the job started
    Outcome.Result run(Job job, State state, Progress progress) throws InterruptedException;
  }

  private final Work work;
  private final Consumer<Event> post;
  private final LogSink log;
  private final Durations durations;
  private final Map<Job, Thread> threads = new ConcurrentHashMap<>();

  /// @param log gets what jobs tell
  /// @param durations how long they took before
  Jobs(Work work, Consumer<Event> post, LogSink log, Durations durations) {
    this.durations = durations;
    this.work = work;
    this.post = post;
    this.log = log;
  }

  @Override
  public void start(Job job, State state) {
    var thread = Thread.ofVirtual().name(job.toString()).unstarted(() -> run(job, state));
    threads.put(job, thread);
    thread.start();
  }

  @Override
  public void cancel(Job job) {
    var thread = threads.get(job);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(Job job, State state) {
    LOG.info("begin {}", job);
    var words = new JobLog(job, log);
    var outcome = outcome(job, state, words);
    words.ended(outcome);
    LOG.info("end {}: {}", job, outcome);
    threads.remove(job);
    post.accept(new Event.JobEnded(job, outcome));
  }

  private Outcome outcome(Job job, State state, JobLog words) {
    try (var progress = new JobProgress(job, post, words, durations)) {
      var result = work.run(job, state, progress);
      progress.done();
      return new Outcome.Done(result);
    } catch (InterruptedException _) {
      return new Outcome.Cancelled();
    } catch (DevloopException e) {
      LOG.info("failed {}", job, e);
      return Thread.currentThread().isInterrupted() ? new Outcome.Cancelled() : failed(e);
    } catch (RuntimeException | Error e) {
      LOG.error("failed {}", job, e);
      return Thread.currentThread().isInterrupted()
          ? new Outcome.Cancelled()
          : new Outcome.Broken(bug(job, e));
    }
  }

  private static Outcome failed(DevloopException e) {
    var problem = Problems.joined(e.problems());
    return e.exit() == ExitCode.PLATFORM
        ? new Outcome.Broken(problem)
        : new Outcome.Refused(problem, e.exit());
  }

  private static Problem bug(Job job, Throwable e) {
    return Problem.of(
        "internal-error",
        job.getClass().getSimpleName() + " failed: " + e,
        "This is a mistake in devloop.",
        "The daemon's log has the details (devloop doctor names it); devloop up tries again.");
  }

  /// Interrupts what still runs.
  @Override
  public void close() {
    threads.values().forEach(Thread::interrupt);
  }
}
