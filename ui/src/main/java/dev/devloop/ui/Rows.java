package dev.devloop.ui;

import dev.devloop.core.Goal;
import dev.devloop.core.Instance;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.RunningJob;
import dev.devloop.core.Service;
import dev.devloop.core.ServicePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The state as rows: what `status` prints and the terminal redraws. Pure.
public final class Rows {

  /// More of a problem is shown where there is room for it: page and log.
  private static final int EVIDENCE = 5;

  private final Snapshot snapshot;

  private Rows(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// One row for the cluster, one for each service, then what is wrong.
  public static List<Row> of(Snapshot snapshot) {
    return new Rows(snapshot).rows();
  }

  /// The same as text that is as wide as it needs to be.
  public static List<String> text(Snapshot snapshot) {
    return RowText.of(of(snapshot), RowText.Look.PLAIN, 0);
  }

  private List<Row> rows() {
    var state = snapshot.state();
    var rows = new ArrayList<Row>();
    rows.add(cluster());
    state.services().values().forEach(s -> rows.add(service(s)));
    Urls.moved(state).forEach(note -> rows.add(Row.note(Row.Kind.NOTE, note)));
    state.configProblems().forEach(p -> rows.addAll(problemRows(p)));
    state.https().problem().ifPresent(p -> rows.addAll(problemRows(p)));
    state.cluster().problem().ifPresent(p -> rows.addAll(problemRows(p)));
    state
        .services()
        .values()
        .forEach(s -> {
          if (Phases.of(state, s) == ServicePhase.FAILED) {
            Phases.problem(state, s).ifPresent(p -> rows.addAll(problemRows(p)));
          }
          s.sync().problem().ifPresent(p -> rows.addAll(problemRows(p)));
        });
    state.sync().problems().forEach(p -> rows.addAll(problemRows(p)));
    return rows;
  }

  private Row cluster() {
    var state = snapshot.state();
    var notes = new ArrayList<String>();
    state.cluster().access().ifPresent(a -> notes.add("kubernetes " + a.kubernetes()));
    if (snapshot.daemon().isEmpty() && state.goal() == Goal.WATCH) {
      notes.add("(no daemon)");
    }
    return new Row(
        Row.Kind.CLUSTER,
        snapshot.project(),
        state.cluster().phase().word(),
        "cluster " + snapshot.cluster(),
        "",
        state.running().stream()
            .filter(r -> r.job().service().isEmpty())
            .flatMap(Rows::work)
            .findFirst(),
        notes);
  }

  private static Stream<Row.Work> work(RunningJob job) {
    return job.step().isEmpty() ? Stream.empty() : Stream.of(Row.Work.of(job));
  }

  private Row service(Service service) {
    var state = snapshot.state();
    var phase = Phases.of(state, service);
    boolean busy = phase == ServicePhase.BUILDING || phase == ServicePhase.DEPLOYING;
    return new Row(
        Row.Kind.SERVICE,
        service.name().value(),
        phase.word(),
        Phases.reason(state, service, snapshot.plan()),
        Urls.first(state, service.config()).orElse(""),
        busy
            ? state.jobOn(service.name()).stream().flatMap(Rows::work).findFirst()
            : Optional.empty(),
        notes(service));
  }

  /// Short facts that stand behind what is said of a service, the most wanted one first.
  private static List<String> notes(Service service) {
    var notes = new ArrayList<>(Syncs.notes(service));
    int restarts =
        service.observed().instances().stream().mapToInt(Instance::restarts).max().orElse(0);
    if (restarts > 0) {
      notes.add(restarts == 1 ? "1 restart" : restarts + " restarts");
    }
    notes.addAll(Urls.exposed(service.config()));
    return notes;
  }

  private static List<Row> problemRows(Problem problem) {
    var lines = problem(problem);
    int evidence = problem.evidence().size();
    int shown = lines.size() - Math.max(0, evidence - EVIDENCE);
    return lines.subList(0, shown).stream().map(line -> Row.note(Row.Kind.PROBLEM, line)).toList();
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
