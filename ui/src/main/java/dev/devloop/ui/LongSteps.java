package dev.devloop.ui;

import dev.devloop.core.Job;
import dev.devloop.core.RunningJob;
import dev.devloop.core.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tells of steps that take long while they go on: a reader who only hears of what has ended waits
/// for minutes in silence. Its owner asks again and again; one thread.
final class LongSteps {

  /// What takes less is told when it ends, and that is soon enough.
  private static final Duration LONG = Duration.ofSeconds(5);

  /// Often enough to see that it lives, seldom enough for a log.
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /// A step of a job: a job has one at a time.
  private record Key(Job job, Instant since) {
    private Key(RunningJob running) {
      this(running.job(), running.since());
    }
  }

  private final Map<Key, Instant> told = new HashMap<>();

  /// What is to be told now, one line each; mostly nothing.
  List<String> due(State state, Instant now) {
    var steps = state.running().stream().filter(job -> !job.step().isEmpty()).toList();
    told.keySet().retainAll(steps.stream().map(Key::new).toList());
    return steps.stream().filter(job -> isDue(job, now)).map(job -> line(job, now)).toList();
  }

  private boolean isDue(RunningJob job, Instant now) {
    var key = new Key(job);
    var before = told.get(key);
    boolean due =
        before == null ? !now.isBefore(job.since().plus(LONG)) : !now.isBefore(before.plus(AGAIN));
    if (due) {
      told.put(key, now);
    }
    return due;
  }

  private static String line(RunningJob job, Instant now) {
    var took = Duration.between(job.since(), now);
    var share = job.fraction() > 0 ? ", " + Math.round(job.fraction() * 100) + "% done" : "";
    return String.format(
        Locale.ROOT,
        "%s: %s ... (%d s so far%s)",
        job.subject(),
        job.step(),
        took.toSeconds(),
        share);
  }
}
