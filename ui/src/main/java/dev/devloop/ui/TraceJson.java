package dev.devloop.ui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.devloop.core.CriticalPath;
import dev.devloop.core.State;
import dev.devloop.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Steps in the trace event format of Chrome, for `chrome://tracing` or ui.perfetto.dev: a row for
/// each subject, times from the beginning. Pure.
final class TraceJson {

  private TraceJson() {}

  /// @param began time 0; steps that ended before are left out
  static String of(State state, Instant began) {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("displayTimeUnit", "ms");
    var events = root.putArray("traceEvents");
    var counted = CriticalPath.since(state.steps(), began);
    var critical = new HashSet<>(CriticalPath.of(counted, state));
    var rows = new ArrayList<String>();
    for (var step : counted) {
      if (!rows.contains(step.subject())) {
        rows.add(step.subject());
        name(events, rows.size(), step.subject());
      }
      event(events, rows.indexOf(step.subject()) + 1, step, began, critical);
    }
    return root.toString();
  }

  private static void name(ArrayNode events, int row, String subject) {
    events
        .addObject()
        .put("ph", "M")
        .put("name", "thread_name")
        .put("pid", 1)
        .put("tid", row)
        .putObject("args")
        .put("name", subject);
  }

  private static void event(
      ArrayNode events, int row, Step step, Instant began, Set<Step> critical) {
    events
        .addObject()
        .put("ph", "X")
        .put("name", step.title())
        .put("cat", critical.contains(step) ? "critical" : "beside")
        .put("pid", 1)
        .put("tid", row)
        .put("ts", micros(Duration.between(began, step.began())))
        .put("dur", micros(step.took()))
        .putObject("args")
        .put("good", step.good());
  }

  private static long micros(Duration time) {
    return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
  }
}
