package dev.devloop.engine;

import dev.devloop.core.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what a build prints: BuildKit with `--progress plain`, or the classic builder.
final class BuildOutput {

  /// `#7 [dev 3/5] RUN npm ci`
  private static final Pattern STEP = Pattern.compile("#(\\d+) (\\[.*)");

  /// `#7 1.234 npm warn ...`
  private static final Pattern LINE = Pattern.compile("#(\\d+) [0-9.]+ ?(.*)");

  /// `#7 ERROR: process ... did not complete successfully`
  private static final Pattern FAILURE = Pattern.compile("#(\\d+) ERROR: ?(.*)");

  private static final Pattern CLASSIC = Pattern.compile("Step (\\d+/\\d+) : (.*)");

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  /// What the classic builder says between the lines that matter.
  private static final Pattern CHATTER =
      Pattern.compile(" ---> |Removing intermediate container|DEPRECATED: |            ");

  private static final int EVIDENCE = 20;

  private final String title;
  private final Progress progress;
  private final Map<String, String> steps = new HashMap<>();
  private final Map<String, LineTail> lines = new HashMap<>();
  private final LineTail all = new LineTail(EVIDENCE);
  private Optional<String> failed = Optional.empty();
  private String current = "";

  BuildOutput(String title, Progress progress) {
    this.title = title;
    this.progress = progress;
  }

  void line(String raw) {
    var text = COLOUR.matcher(raw).replaceAll("");
    if (CHATTER.matcher(text).lookingAt()) {
      return;
    }
    all.add(text);
    var step = STEP.matcher(text);
    var classic = CLASSIC.matcher(text);
    var failure = FAILURE.matcher(text);
    var line = LINE.matcher(text);
    if (step.matches()) {
      begin(step.group(1), step.group(2));
    } else if (classic.matches()) {
      begin(classic.group(1), "[" + classic.group(1) + "] " + classic.group(2));
    } else if (failure.matches()) {
      failed = Optional.of(failure.group(1));
      tail(failure.group(1)).add(failure.group(2));
    } else if (line.matches()) {
      tail(line.group(1)).add(line.group(2));
      progress.line(line.group(2));
    } else if (!text.isBlank() && !text.startsWith("#") && failed.isEmpty()) {
      // after a failure BuildKit says all of it once more
      tail(current).add(text);
      progress.line(text);
    }
  }

  private void begin(String id, String name) {
    current = id;
    // BuildKit names a step again when its output is interrupted by another's
    if (steps.put(id, name) == null && !name.startsWith("[internal]")) {
      progress.step(title + ": " + name);
    }
  }

  private LineTail tail(String step) {
    return lines.computeIfAbsent(step, _ -> new LineTail(EVIDENCE));
  }

  /// The step that failed, such as `[dev 3/5] RUN npm ci`; empty when none had begun.
  String failedStep() {
    return steps.getOrDefault(failed.orElse(current), "");
  }

  /// The last lines of the step that failed, else of all.
  List<String> evidence() {
    var own = failed.or(() -> Optional.of(current)).map(lines::get).map(LineTail::lines);
    return new ArrayList<>(own.filter(some -> !some.isEmpty()).orElseGet(all::lines));
  }
}
