package dev.devloop.ui;

import dev.devloop.core.ExitCode;
import dev.devloop.core.Goal;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.ServicePhase;
import dev.devloop.core.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Waits until what was saved is live: the files in all containers, and where a new image was
/// needed, its instances ready.
final class SyncWait {

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Door door;
  private final Lines lines;
  private final long began = System.nanoTime();
  private final Duration timeout;

  SyncWait(Door door, Lines lines, Duration timeout) {
    this.door = door;
    this.lines = lines;
    this.timeout = timeout;
  }

  /// How a wait ended.
  private record End(ExitCode exit, Collection<ServiceName> late, List<Problem> problems) {}

  /// Tells a person.
  ///
  /// @param path a file or folder of the host; empty means all
  ExitCode live(Optional<Path> path) throws InterruptedException {
    var end = await(path);
    end.problems().forEach(p -> Rows.problem(p).forEach(lines::error));
    if (end.exit() == ExitCode.OK) {
      lines.text("live after " + Syncs.millis(took()));
    }
    return end.exit();
  }

  /// Tells a program.
  ExitCode liveAsJson(Optional<Path> path) throws InterruptedException {
    var end = await(path);
    lines.text(SyncJson.waited(end.exit() == ExitCode.OK, took(), end.late(), end.problems()));
    return end.exit();
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Duration left() {
    var left = timeout.minus(took());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private End await(Optional<Path> path) throws InterruptedException {
    var late = door.awaitSynced(path, left());
    if (!late.isEmpty()) {
      return late(late);
    }
    var end = rolledOut(path);
    return end.exit() == ExitCode.OK ? refused(path).orElse(end) : end;
  }

  /// What was refused, and no new image has brought in, is not there, though nothing is on its way.
  private Optional<End> refused(Optional<Path> path) {
    var state = door.now().state();
    var all =
        state.services().values().stream()
            .filter(s -> concerned(state, s, path) && s.sync().refused().isPresent())
            .toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new End(
                ExitCode.SERVICE,
                all.stream().map(Service::name).toList(),
                all.stream().flatMap(s -> s.sync().refused().stream()).toList()));
  }

  /// What was refused does not come by waiting.
  private End late(Set<ServiceName> late) {
    var state = door.now().state();
    var refused =
        late.stream()
            .flatMap(n -> Optional.ofNullable(state.services().get(n)).stream())
            .flatMap(s -> s.sync().refused().stream())
            .toList();
    return refused.isEmpty()
        ? new End(ExitCode.TIMEOUT, late, List.of(slow(state, late)))
        : new End(ExitCode.SERVICE, late, refused);
  }

  private Problem slow(State state, Collection<ServiceName> late) {
    var evidence =
        late.stream()
            .sorted((a, b) -> a.value().compareTo(b.value()))
            .map(n ->
                Optional.ofNullable(state.services().get(n))
                    .map(s -> n + ": " + why(state, s))
                    .orElse(n + ": it is not there"))
            .toList();
    return Problem.of(
            "sync-timeout",
            "Not everything was live within " + timeout.toSeconds() + " s.",
            "A container does not answer, or a build or a start takes longer.",
            "devloop status; a longer time: devloop wait --synced --timeout 10m")
        .withEvidence(evidence);
  }

  private String why(State state, Service service) {
    return inFlight(state, service)
        ? Phases.of(state, service).word()
        : service.sync().pending() + " files wait, " + SyncRoutes.held(service.sync());
  }

  /// Waits for the builds and rollouts that the change has caused, and for no others.
  private End rolledOut(Optional<Path> path) throws InterruptedException {
    var snapshot = door.now();
    Set<ServiceName> touched = new LinkedHashSet<>();
    while (true) {
      var state = snapshot.state();
      var waiting =
          state.services().values().stream()
              .filter(s -> concerned(state, s, path) && inFlight(state, s))
              .map(Service::name)
              .toList();
      touched.addAll(waiting);
      if (waiting.isEmpty()) {
        return outcome(state, touched);
      }
      if (left().isZero()) {
        return new End(ExitCode.TIMEOUT, waiting, List.of(slow(state, waiting)));
      }
      snapshot = door.await(snapshot.number(), left().compareTo(BEAT) < 0 ? left() : BEAT);
    }
  }

  private static End outcome(State state, Set<ServiceName> touched) {
    var problems =
        touched.stream()
            .flatMap(n -> Optional.ofNullable(state.services().get(n)).stream())
            .flatMap(s -> Phases.problem(state, s).stream())
            .toList();
    return new End(problems.isEmpty() ? ExitCode.OK : ExitCode.SERVICE, Set.of(), problems);
  }

  /// A path concerns the services whose build context or sync rules it is under.
  private static boolean concerned(State state, Service service, Optional<Path> path) {
    if (path.isEmpty() || state.config().isEmpty()) {
      return true;
    }
    var config = service.config();
    return path.get().startsWith(config.root(state.config().get().folder()))
        || config.sync().stream().anyMatch(rule -> path.get().startsWith(rule.from()));
  }

  private static boolean inFlight(State state, Service service) {
    if (state.goal() != Goal.UP || !service.config().enabled() || service.failure().isPresent()) {
      return false;
    }
    var phase = Phases.of(state, service);
    // a cluster that was just started again serves nothing before its ingress does
    return state.clusterJob().isPresent()
        || state.jobOn(service.name()).isPresent()
        || !service.image().settled()
        || phase == ServicePhase.BUILDING
        || phase == ServicePhase.DEPLOYING
        || phase == ServicePhase.STARTING
        || phase == ServicePhase.PENDING;
  }

  /// Waits until nothing of some services is held back.
  ///
  /// @param from number of the first snapshot that counts
  /// @param services empty means all
  ExitCode sent(long from, Set<ServiceName> services) throws InterruptedException {
    var snapshot = door.await(from - 1, left());
    while (true) {
      var state = snapshot.state();
      var waiting =
          state.services().values().stream()
              .filter(s -> services.isEmpty() || services.contains(s.name()))
              .filter(s -> s.sync().pending() > 0 && s.sync().refused().isEmpty())
              .map(Service::name)
              .toList();
      if (waiting.isEmpty()) {
        return told(state, services);
      }
      if (left().isZero()) {
        Rows.problem(slow(state, waiting)).forEach(lines::error);
        return ExitCode.TIMEOUT;
      }
      snapshot = door.await(snapshot.number(), left().compareTo(BEAT) < 0 ? left() : BEAT);
    }
  }

  private ExitCode told(State state, Set<ServiceName> services) {
    var exit = ExitCode.OK;
    for (var service : state.services().values()) {
      boolean asked =
          services.contains(service.name()) || (services.isEmpty() && Syncs.any(service.config()));
      if (asked && service.sync().refused().isPresent()) {
        service.sync().refused().map(Rows::problem).stream()
            .flatMap(List::stream)
            .forEach(lines::error);
        exit = ExitCode.SERVICE;
      } else if (asked) {
        lines.text(service.name() + " has all that was saved");
      }
    }
    return exit;
  }
}
