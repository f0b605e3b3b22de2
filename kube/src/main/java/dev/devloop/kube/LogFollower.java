package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Follows the log of one container through all its restarts until the pod is over. Runs on a
/// thread of its own, which is interrupted to stop it.
final class LogFollower {

  /// Between two tries after the connection broke.
  private static final long PAUSE_MILLIS = 300;

  /// Takes what is new.
  interface Sink {
    /// @param run how many runs of the container were before
    /// @return false to stop
    boolean line(int run, TimedLines.Line line) throws InterruptedException;
  }

  /// Nothing was read before.
  static final int FIRST = -1;

  private final LogSource source;
  private final LogContainer container;
  private final PodBoard board;
  private final LogPosition position;
  private final Optional<Instant> start;
  private final Sink sink;
  private int run;

  /// @param run that the position is in; [#FIRST] before the first
  /// @param position where the reading goes on
  /// @param start nothing older is wanted
  LogFollower(
      LogSource source,
      LogContainer container,
      PodBoard board,
      int run,
      LogPosition position,
      Optional<Instant> start,
      Sink sink) {
    this.source = source;
    this.container = container;
    this.board = board;
    this.run = run;
    this.position = position;
    this.start = start;
    this.sink = sink;
  }

  void follow() throws InterruptedException {
    while (true) {
      // a run that began and ended meanwhile is to be read as the previous one
      var pod = board.await(container.uid(), this::hasUnread);
      if (pod.isEmpty()) {
        return;
      }
      int now = restarts(pod.get());
      if (run >= 0 && now > run && !read(now - 1, true)) {
        return;
      }
      boolean over = isOver(pod.get());
      run = Math.max(run, now);
      if (!read(now, false) || over) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /// Whether there is something that was not read to its end: a run that goes on, or another one.
  private boolean hasUnread(Pod pod) {
    return status(pod)
        .map(status ->
            PodFacts.runningSince(status).isPresent()
                || (hasRun(status) && (run < 0 || restarts(pod) > run || isOver(pod))))
        .orElse(false);
  }

  private static boolean hasRun(ContainerStatus status) {
    return PodFacts.ended(status).isPresent() || PodFacts.endedBefore(status).isPresent();
  }

  /// Nothing will come any more.
  private boolean isOver(Pod pod) {
    var phase = PodFacts.phase(pod);
    boolean ended = status(pod).map(s -> PodFacts.ended(s).isPresent()).orElse(false);
    return ended && (phase.equals("Succeeded") || phase.equals("Failed") || isInit(pod));
  }

  private boolean isInit(Pod pod) {
    return pod.getSpec().getInitContainers().stream()
            .anyMatch(c -> c.getName().equals(container.place().container()))
        && status(pod)
            .flatMap(PodFacts::ended)
            .map(end -> Integer.valueOf(0).equals(end.getExitCode()))
            .orElse(false);
  }

  private Optional<ContainerStatus> status(Pod pod) {
    return PodFacts.status(pod, container.place().container());
  }

  private int restarts(Pod pod) {
    return status(pod).map(ContainerStatus::getRestartCount).orElse(0);
  }

  /// @return false when the sink has had enough
  private boolean read(int number, boolean previous) throws InterruptedException {
    position.rewind();
    var since = position.since().or(() -> start);
    var part = new LogSource.Part(!previous, previous, since, OptionalInt.empty());
    try (var reader = new TimedLines(source.open(container.place(), part))) {
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        var found = line.get();
        boolean wanted = start.map(first -> !found.at().isBefore(first)).orElse(true);
        if (wanted && position.isNew(found.at()) && !sink.line(number, found)) {
          return false;
        }
      }
    } catch (IOException e) {
      // broken, or not there yet, or no more: the loop looks at the pod and tries again
      return true;
    }
    return true;
  }
}
