package dev.devloop.core;

import java.time.Instant;

/// A job at work.
///
/// @param began when it was started
/// @param since when the step began
/// @param step the named step that runs; empty before the first
/// @param line last line of output; may be empty
/// @param fraction that is done, 0 to 1, an estimate: of the step when that is a recipe, which
///   knows how far it is, else of the job
public record RunningJob(
    Job job, Instant began, Instant since, String step, String line, double fraction) {

  /// When that began which the fraction is a part of.
  public Instant measuredFrom() {
    return step.contains("recipe") ? since : began;
  }

  /// Whose work it is: the service, or `cluster`, `project`.
  public String subject() {
    return job.service()
        .map(ServiceName::value)
        .orElse(job instanceof Job.StartCluster ? "cluster" : "project");
  }
}
