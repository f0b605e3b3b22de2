package dev.devloop.ui;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Goal;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.RunningJob;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.ServicePhase;
import java.util.ArrayList;
import java.util.List;

/// The state as lines of text: what `status` prints and the terminal redraws. Pure.
public final class Rows {

  private static final int PHASE_WIDTH = 9;

  private final Snapshot snapshot;
  private final boolean colour;

  private Rows(Snapshot snapshot, boolean colour) {
    this.snapshot = snapshot;
    this.colour = colour;
  }

  /// One line for the cluster, one for each service, then what is wrong.
  ///
  /// @param colour whether ANSI colours may be used
  public static List<String> of(Snapshot snapshot, boolean colour) {
    return new Rows(snapshot, colour).lines();
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(head());
    var services = snapshot.state().services();
    int width =
        services.keySet().stream().map(ServiceName::value).mapToInt(String::length).max().orElse(0);
    services.values().forEach(s -> lines.add(service(s, width)));
    Urls.moved(snapshot.state()).forEach(note -> lines.add("  " + note));
    snapshot.state().configProblems().forEach(p -> lines.addAll(problem(p)));
    snapshot.state().cluster().problem().ifPresent(p -> lines.addAll(problem(p)));
    return lines;
  }

  private String head() {
    var cluster = snapshot.state().cluster();
    var text =
        snapshot.project() + "  cluster " + snapshot.cluster() + " " + cluster.phase().word();
    text += cluster.access().map(Rows::version).orElse("") + step();
    return snapshot.daemon().isPresent() || snapshot.state().goal() != Goal.WATCH
        ? text
        : text + "  (no daemon)";
  }

  private static String version(ClusterAccess access) {
    return "  kubernetes " + access.kubernetes();
  }

  private String step() {
    var running = snapshot.state().running();
    return running.stream()
        .filter(r -> r.job().service().isEmpty() && !r.step().isEmpty())
        .findFirst()
        .map(r -> "  " + r.step() + percent(r))
        .orElse("");
  }

  private static String percent(RunningJob job) {
    return job.fraction() > 0 ? " " + Math.round(job.fraction() * 100) + "%" : "";
  }

  private String service(Service service, int width) {
    var state = snapshot.state();
    var phase = Phases.of(state, service);
    var reason = Phases.reason(state, service, snapshot.plan());
    var url = Urls.first(state, service.config()).orElse("");
    var text =
        "  "
            + pad(service.name().value(), width)
            + "  "
            + paint(phase, pad(phase.word(), PHASE_WIDTH))
            + "  "
            + (phase == ServicePhase.READY && !url.isEmpty() ? url : reason);
    return text.stripTrailing();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private String paint(ServicePhase phase, String text) {
    if (!colour) {
      return text;
    }
    int code =
        switch (phase) {
          case READY -> 32;
          case FAILED -> 31;
          case BUILDING, DEPLOYING, STARTING -> 33;
          case PENDING, DISABLED, STOPPED -> 90;
        };
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /// A problem as a person reads it: what, meaning, fix, evidence.
  public static List<String> problem(Problem problem) {
    var lines = new ArrayList<String>();
    lines.add("error: " + problem.what() + " [" + problem.id() + "]");
    if (!problem.meaning().isEmpty()) {
      lines.add("  why:  " + problem.meaning());
    }
    if (!problem.fix().isEmpty()) {
      lines.add("  fix:  " + problem.fix());
    }
    problem.evidence().forEach(line -> lines.add("  | " + line));
    return lines;
  }
}
