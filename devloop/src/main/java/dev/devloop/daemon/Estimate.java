package dev.devloop.daemon;

import dev.devloop.core.Job;
import dev.devloop.project.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How far a job is, as far as one can tell without looking into it: by the time that it took
/// before, else by the number of the build's step.
final class Estimate {

  /// What BuildKit calls a step: `[2/5] RUN npm ci`.
  private static final Pattern STEP = Pattern.compile("\\[(?:[^\\]]* )?(\\d{1,3})/(\\d{1,3})\\]");

  /// Measured on two cores, with the node's image there.
  private static final Duration FIRST_CLUSTER = Duration.ofSeconds(30);

  /// A cluster that runs or wakes up takes less than this; one that is made takes more.
  private static final Duration CLUSTER_MADE = Duration.ofSeconds(10);

  /// A build that found everything in its cache tells nothing of one that does not.
  private static final Duration BUILT = Duration.ofSeconds(2);

  private final Durations durations;
  private final String work;
  private final Duration least;
  private final Optional<Duration> expected;

  private Estimate(
      Durations durations, String work, Duration least, Optional<Duration> withoutHistory) {
    this.durations = durations;
    this.work = work;
    this.least = least;
    this.expected = durations.of(work).or(() -> withoutHistory);
  }

  /// Empty for a job that is over before anybody would ask.
  static Optional<Estimate> of(Job job, Durations durations) {
    return switch (job) {
      case Job.StartCluster _ ->
          Optional.of(new Estimate(durations, "cluster", CLUSTER_MADE, Optional.of(FIRST_CLUSTER)));
      case Job.MakeImage image ->
          Optional.of(new Estimate(durations, "image/" + image.name(), BUILT, Optional.empty()));
      default -> Optional.empty();
    };
  }

  /// @param step that runs
  /// @param passed since the job began
  /// @return 0 when nobody can tell, less than 1
  double fraction(String step, Duration passed) {
    if (passed.compareTo(BUILT) < 0) {
      return 0;
    }
    return expected.map(all -> share(passed, all)).orElseGet(() -> byStep(step));
  }

  /// Straight up to nine tenths at the expected time; then ever slower, never all.
  private static double share(Duration passed, Duration all) {
    var share = (double) passed.toMillis() / Math.max(1, all.toMillis());
    return share <= 1 ? 0.9 * share : 1 - 0.1 / share;
  }

  private static double byStep(String step) {
    var match = STEP.matcher(step);
    if (!match.find()) {
      return 0;
    }
    double all = Math.max(1, Integer.parseInt(match.group(2)));
    return Math.clamp((Integer.parseInt(match.group(1)) - 0.5) / all, 0, 0.99);
  }

  /// The job ended well.
  void done(Duration took) {
    if (took.compareTo(least) >= 0) {
      durations.note(work, took);
    }
  }
}
