package dev.devloop.core;

import java.time.Instant;

/// A job at work.
///
/// @param step the named step that runs; empty before the first
/// @param line last line of output; may be empty
/// @param fraction of the step that is done, 0 to 1; an estimate
public record RunningJob(Job job, Instant since, String step, String line, double fraction) {

  /// Whose work it is: the service, or `cluster`, `project`.
  public String subject() {
    return job.service()
        .map(ServiceName::value)
        .orElse(job instanceof Job.StartCluster ? "cluster" : "project");
  }
}
