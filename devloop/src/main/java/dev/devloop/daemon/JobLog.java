package dev.devloop.daemon;

import dev.devloop.core.Job;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.LogSink;
import dev.devloop.core.Outcome;
import dev.devloop.core.Problem;
import java.time.Instant;

/// Writes what a job tells into the project's log: the whole output of a build, and the steps of
/// everything.
final class JobLog {

  private final LogSink log;
  private final LogOrigin origin;

  JobLog(Job job, LogSink log) {
    this.log = log;
    var kind = job instanceof Job.MakeImage ? LogKind.BUILD : LogKind.DEVLOOP;
    this.origin =
        job.service().map(name -> LogOrigin.of(kind, name)).orElseGet(() -> LogOrigin.of(kind));
  }

  void step(String title) {
    append(LogLevel.INFO, title);
  }

  void line(String text) {
    log.append(LogLine.of(origin, Instant.now(), text));
  }

  void ended(Outcome outcome) {
    switch (outcome) {
      case Outcome.Refused(var problem, _) -> failed(problem);
      case Outcome.Broken(var problem) -> failed(problem);
      default -> {}
    }
  }

  private void failed(Problem problem) {
    append(LogLevel.ERROR, problem.what());
  }

  private void append(LogLevel level, String text) {
    text.lines().forEach(line -> log.append(LogLine.of(origin, Instant.now(), level, line)));
  }
}
