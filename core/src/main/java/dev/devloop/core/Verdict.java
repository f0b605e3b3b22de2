package dev.devloop.core;

import java.util.List;
import java.util.Optional;

/// Whether an `up` has come to an end, and which. Pure.
///
/// @param exit how the command ends
/// @param problems what is to be told
/// @param culprits the services that failed
public record Verdict(ExitCode exit, List<Problem> problems, List<ServiceName> culprits) {

  public Verdict {
    problems = List.copyOf(problems);
    culprits = List.copyOf(culprits);
  }

  /// Empty while there is something to wait for.
  public static Optional<Verdict> of(State state) {
    if (!state.configProblems().isEmpty()) {
      return Optional.of(new Verdict(ExitCode.USAGE, state.configProblems(), List.of()));
    }
    if (state.goal() != Goal.UP) {
      return Optional.of(state.goal() == Goal.PAUSED ? paused() : stopped());
    }
    if (state.clusterJob().isEmpty() && state.cluster().problem().isPresent()) {
      return Optional.of(
          new Verdict(ExitCode.PLATFORM, List.of(state.cluster().problem().get()), List.of()));
    }
    if (!state.running().isEmpty()) {
      return Optional.empty();
    }
    return failures(state).or(() -> success(state));
  }

  private static Verdict stopped() {
    return new Verdict(
        ExitCode.PLATFORM,
        List.of(
            Problem.of(
                "taken-down",
                "The project was taken down while it came up.",
                "Somebody ran devloop down.",
                "devloop up")),
        List.of());
  }

  private static Verdict paused() {
    return new Verdict(
        ExitCode.PLATFORM,
        List.of(
            Problem.of(
                "paused",
                "The cluster is paused.",
                "Somebody ran devloop pause, or nothing was done for as long as `idle` says.",
                "devloop up")),
        List.of());
  }

  private static Optional<Verdict> failures(State state) {
    if (state.shared().failure().isPresent()) {
      return Optional.of(
          new Verdict(state.shared().exit(), List.of(state.shared().failure().get()), List.of()));
    }
    var failed =
        state.services().values().stream()
            .filter(s -> Phases.of(state, s) == ServicePhase.FAILED)
            .toList();
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verdict(
                ExitCode.SERVICE,
                failed.stream().flatMap(s -> Phases.problem(state, s).stream()).toList(),
                failed.stream().map(Service::name).toList()));
  }

  private static Optional<Verdict> success(State state) {
    boolean all =
        state.cluster().usable()
            && state.shared().current()
            && state.services().values().stream()
                .allMatch(s -> {
                  var phase = Phases.of(state, s);
                  return phase == ServicePhase.DISABLED
                      || (phase == ServicePhase.READY && s.image().settled());
                });
    return all ? Optional.of(new Verdict(ExitCode.OK, List.of(), List.of())) : Optional.empty();
  }
}
