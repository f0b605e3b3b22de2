package dev.devloop.core;

import java.time.Duration;
import java.time.Instant;

/// Something that was done, for the line that says how long it took.
///
/// @param number counts up over the daemon's life: readers ask for what is newer
/// @param subject the service, or `cluster`, `project`
/// @param good false when it ended in a failure
public record Step(
    long number, String subject, String title, Instant ended, Duration took, boolean good) {

  public Instant began() {
    return ended.minus(took);
  }

  /// The title of the wait between the last work on a service and the moment that it answers.
  public static final String READY = "becomes ready";
}
