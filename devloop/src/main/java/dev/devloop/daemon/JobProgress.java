package dev.devloop.daemon;

import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.Progress;
import dev.devloop.project.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a job tells into events: each step, and of its lines as many as an eye can follow.
final class JobProgress implements Progress, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobProgress.class);

  /// A build prints thousands of lines a second; nobody reads faster than this.
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  /// Views show seconds.
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Job job;
  private final Consumer<Event> post;
  private final JobLog log;
  private String step = "";
  private String line = "";
  private double fraction;
  private long posted = System.nanoTime() - PAUSE_NANOS;
  private final long begun = System.nanoTime();
  private final Optional<Estimate> estimate;
  private final Thread clock;

  /// The work itself tells how far it is: what it took is no measure for the next time.
  private boolean told;

  JobProgress(Job job, Consumer<Event> post, JobLog log, Durations durations) {
    this.job = job;
    this.post = post;
    this.log = log;
    this.estimate = Estimate.of(job, durations);
    this.clock = Thread.ofVirtual().unstarted(this::tick);
    if (estimate.isPresent()) {
      clock.start();
    }
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(TICK);
        estimated();
      }
    } catch (InterruptedException _) {
      // the job is over
    }
  }

  private synchronized void estimated() {
    if (!told && !step.isEmpty()) {
      fraction = estimate.map(e -> e.fraction(step, passed())).orElse(0.0);
      sendSometimes();
    }
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /// The job ended well.
  synchronized void done() {
    if (!told) {
      estimate.ifPresent(e -> e.done(passed()));
    }
  }

  @Override
  public void close() {
    clock.interrupt();
  }

  @Override
  public synchronized void step(String title) {
    step = title;
    line = "";
    fraction = told ? 0 : estimate.map(e -> e.fraction(title, passed())).orElse(0.0);
    log.step(title);
    LOG.info("{}: {}", job.service().map(Object::toString).orElse("project"), title);
    send();
  }

  @Override
  public synchronized void line(String text) {
    line = text;
    log.line(text);
    LOG.debug("{}", text);
    sendSometimes();
  }

  @Override
  public synchronized void fraction(double done) {
    told = true;
    fraction = done;
    sendSometimes();
  }

  private void sendSometimes() {
    if (!step.isEmpty() && System.nanoTime() - posted >= PAUSE_NANOS) {
      send();
    }
  }

  private void send() {
    posted = System.nanoTime();
    post.accept(new Event.JobProgress(job, step, line, fraction));
  }
}
