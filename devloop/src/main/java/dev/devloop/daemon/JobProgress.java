package dev.devloop.daemon;

import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.Progress;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a job tells into events: each step, and of its lines as many as an eye can follow.
final class JobProgress implements Progress {

  private static final Logger LOG = LoggerFactory.getLogger(JobProgress.class);

  /// A build prints thousands of lines a second; nobody reads faster than this.
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final Job job;
  private final Consumer<Event> post;
  private final JobLog log;
  private String step = "";
  private String line = "";
  private double fraction;
  private long posted = System.nanoTime() - PAUSE_NANOS;

  JobProgress(Job job, Consumer<Event> post, JobLog log) {
    this.job = job;
    this.post = post;
    this.log = log;
  }

  @Override
  public synchronized void step(String title) {
    step = title;
    line = "";
    fraction = 0;
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
