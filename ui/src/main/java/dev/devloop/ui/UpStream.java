package dev.devloop.ui;

import dev.devloop.core.CriticalPath;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Goal;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.ServicePhase;
import dev.devloop.core.Step;
import dev.devloop.core.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Tells a person who waits what happens, until everything is ready, something failed or the time
/// is over. On a terminal it goes on to show how things are.
final class UpStream {

  /// How often rows are redrawn and deadlines looked at while nothing happens.
  private static final Duration BEAT = Duration.ofSeconds(1);

  /// Enough for a stack trace's first screen.
  private static final int LOG_LINES = 20;

  private final Door door;
  private final Lines lines;
  private final Wish wish;
  private final Clock clock;
  private final Instant began;
  private final Map<ServiceName, ServicePhase> told = new HashMap<>();
  private final LongSteps longSteps = new LongSteps();
  private final long stepsBefore;
  private long stepsTold;

  /// @param frames rows that are redrawn instead of a line for each change
  record Wish(Duration timeout, boolean frames) {}

  UpStream(Door door, Lines lines, Wish wish, Clock clock) {
    this.door = door;
    this.lines = lines;
    this.wish = wish;
    this.clock = clock;
    this.began = clock.instant();
    this.stepsBefore = lastStep(door.now());
    this.stepsTold = stepsBefore;
  }

  /// @param from number of the first snapshot that counts
  ExitCode run(long from) throws InterruptedException {
    var patience = new Patience(wish.timeout(), began);
    var snapshot = door.await(from - 1, BEAT);
    while (true) {
      tell(snapshot);
      var verdict =
          snapshot.number() >= from ? Verdict.of(snapshot.state()) : Optional.<Verdict>empty();
      if (verdict.isPresent()) {
        var exit = end(snapshot, verdict.get());
        return exit == ExitCode.OK && wish.frames() ? stay(snapshot) : exit;
      }
      if (!patience.lasts(snapshot.state(), clock.instant())) {
        return late(snapshot);
      }
      var next = door.await(snapshot.number(), BEAT);
      if (next.number() == snapshot.number()) {
        lines.heartbeat();
      }
      snapshot = next;
    }
  }

  /// A live view stays: it ends with its reader, or when the project is taken down.
  private ExitCode stay(Snapshot ready) throws InterruptedException {
    var snapshot = ready;
    while (snapshot.state().goal() == Goal.UP || snapshot.state().goal() == Goal.PAUSED) {
      var next = door.await(snapshot.number(), BEAT);
      if (next.number() == snapshot.number()) {
        lines.heartbeat();
      } else {
        tell(next);
      }
      snapshot = next;
    }
    return ExitCode.OK;
  }

  private static long lastStep(Snapshot snapshot) {
    var steps = snapshot.state().steps();
    return steps.isEmpty() ? 0 : steps.getLast().number();
  }

  private void tell(Snapshot snapshot) {
    snapshot.state().steps().stream().filter(s -> s.number() > stepsTold).forEach(this::step);
    stepsTold = Math.max(stepsTold, lastStep(snapshot));
    if (wish.frames()) {
      lines.frame(Rows.of(snapshot));
    } else {
      var now = clock.instant();
      longSteps
          .due(snapshot.state(), now)
          .forEach(line -> lines.text("%7s  %s".formatted(sinceBegin(now), line)));
      snapshot.state().services().values().forEach(s -> phase(snapshot, s));
    }
  }

  private void step(Step step) {
    if (step.title().equals(Step.READY)) {
      return; // the row says it, or a line of its own
    }
    lines.text(
        "%7s  %s: %s (%s)%s"
            .formatted(
                sinceBegin(step.ended()),
                step.subject(),
                step.title(),
                seconds(step.took()),
                step.good() ? "" : " failed"));
  }

  private String sinceBegin(Instant at) {
    return seconds(Duration.between(began, at));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
  }

  /// The ends of the way are told, not each turn of it: steps say those.
  private void phase(Snapshot snapshot, Service service) {
    var phase = Phases.of(snapshot.state(), service);
    var before = told.put(service.name(), phase);
    boolean worthIt = phase == ServicePhase.READY || phase == ServicePhase.FAILED;
    if (worthIt && phase != before) {
      var reason = Phases.reason(snapshot.state(), service, snapshot.plan());
      lines.text(
          "%7s  %s: %s%s"
              .formatted(
                  sinceBegin(clock.instant()),
                  service.name(),
                  phase.word(),
                  reason.isEmpty() ? "" : " (" + reason + ")"));
    }
  }

  private ExitCode end(Snapshot snapshot, Verdict verdict) throws InterruptedException {
    if (verdict.exit() == ExitCode.OK && wish.frames()) {
      lines.text("%7s  everything is ready".formatted(sinceBegin(clock.instant())));
      timeSpent(snapshot).forEach(lines::text);
      return ExitCode.OK;
    }
    if (verdict.exit() == ExitCode.OK) {
      lines.text("");
      snapshot.state().services().values().forEach(s -> urls(snapshot, s));
      Urls.moved(snapshot.state()).forEach(note -> lines.text("  " + note));
      timeSpent(snapshot).forEach(line -> lines.text("  " + line));
      return ExitCode.OK;
    }
    if (verdict.culprits().isEmpty()) {
      verdict.problems().forEach(this::problem);
    }
    for (var name : verdict.culprits()) {
      culprit(snapshot, name);
    }
    return verdict.exit();
  }

  private List<String> timeSpent(Snapshot snapshot) {
    var state = snapshot.state();
    var steps = state.steps().stream().filter(s -> s.number() > stepsBefore).toList();
    return TimeSpent.lines(CriticalPath.of(steps, state), began, clock.instant());
  }

  private void culprit(Snapshot snapshot, ServiceName name) throws InterruptedException {
    var service = snapshot.state().services().get(name);
    if (service == null) {
      return;
    }
    lines.error("service " + name + " failed");
    Phases.problem(snapshot.state(), service).ifPresent(this::problem);
    logs(name, snapshot);
  }

  private void urls(Snapshot snapshot, Service service) {
    Urls.all(snapshot.state(), service.config())
        .forEach(url -> lines.text("  " + service.name() + "  " + url));
    Urls.exposed(service.config())
        .forEach(address -> lines.text("  " + service.name() + "  " + address));
  }

  private ExitCode late(Snapshot snapshot) throws InterruptedException {
    var waiting = new ArrayList<Service>();
    for (var service : snapshot.state().services().values()) {
      var phase = Phases.of(snapshot.state(), service);
      if (phase != ServicePhase.READY && phase != ServicePhase.DISABLED) {
        waiting.add(service);
      }
    }
    var evidence =
        waiting.stream()
            .map(s ->
                s.name()
                    + " "
                    + Phases.of(snapshot.state(), s).word()
                    + ": "
                    + Phases.reason(snapshot.state(), s, snapshot.plan()))
            .toList();
    problem(
        Problem.of(
                "up-timeout",
                "Not everything was ready within "
                    + wish.timeout().toSeconds()
                    + " s of the cluster being ready.",
                "A service starts slower than that, or waits for something that does not come.",
                "Look at the lines below; a longer time: devloop up --timeout 10m")
            .withEvidence(evidence));
    for (var service : waiting) {
      if (Phases.of(snapshot.state(), service) == ServicePhase.STARTING) {
        logs(service.name(), snapshot);
      }
    }
    return ExitCode.TIMEOUT;
  }

  private void problem(Problem problem) {
    Rows.problem(problem).forEach(lines::error);
  }

  /// The last log lines of a service; there are none when it never ran.
  private void logs(ServiceName name, Snapshot snapshot) throws InterruptedException {
    var service = snapshot.state().services().get(name);
    if (service == null || service.observed().instances().isEmpty()) {
      return;
    }
    List<String> last = new ArrayList<>();
    try {
      door.logs(
          new LogWish(Set.of(name), false, OptionalInt.of(LOG_LINES), Optional.empty()),
          line -> last.add(line.text()));
    } catch (DevloopException e) {
      last.add("(its log cannot be read: " + e.getMessage() + ")");
    }
    if (!last.isEmpty()) {
      lines.error("last log lines of " + name + ":");
      last.subList(Math.max(0, last.size() - LOG_LINES), last.size())
          .forEach(line -> lines.error("  " + name + " | " + line));
    }
  }
}
