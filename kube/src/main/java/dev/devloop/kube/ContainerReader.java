package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the log of one container from its first line, through all its runs, until the pod is over
/// or gone. On a thread of its own, which is interrupted to stop it.
final class ContainerReader {

  /// Between two looks at a log that goes on: what comes meanwhile is read at once.
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// A look now and then, in case that the bell was not heard.
  private static final Duration ROUND = Duration.ofSeconds(30);

  /// After a node could not be asked.
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// So much in one look: the bell would ring all the time, and carry everything once more.
  private static final long LOUD = 64 * 1024;

  private static final int NONE = -1;

  private final LogSource source;
  private final LogContainer container;
  private final ContainerLog log;
  private final Supplier<Optional<Pod>> pod;
  private final LogBell bell;
  private Optional<Thread> ringer = Optional.empty();

  /// @param pod its newest state; empty when it is gone
  /// @param bell also rung when that state changes
  ContainerReader(
      LogSource source,
      LogContainer container,
      ContainerLog log,
      Supplier<Optional<Pod>> pod,
      LogBell bell) {
    this.source = source;
    this.container = container;
    this.log = log;
    this.pod = pod;
    this.bell = bell;
  }

  /// @throws NodeRefusal when the node lets nobody read its files
  void read() throws NodeRefusal, InterruptedException {
    try {
      awaitFirstWord();
      while (true) {
        var now = pod.get();
        int over = now.map(this::over).orElse(Integer.MAX_VALUE);
        long question = bell.asked();
        try {
          long got = log.read(over);
          bell.answer(question);
          if (now.isEmpty() || isOver(now.get())) {
            if (!log.isSettling()) {
              return;
            }
          }
          pause(now, got);
        } catch (NodeRefusal e) {
          throw e;
        } catch (IOException e) {
          if (now.isEmpty()) {
            return;
          }
          bell.await(RETRY);
          Thread.sleep(PAUSE);
        }
      }
    } finally {
      silence();
      bell.answer(Long.MAX_VALUE);
    }
  }

  /// A container that has not begun has no log, and the first line of one that runs for the first
  /// time rings the bell: a bring-up of many pods would ask their nodes for nothing many times.
  private void awaitFirstWord() throws InterruptedException {
    if (log.run() >= 0) {
      return;
    }
    while (bell.isAnswered() && pod.get().filter(this::hasNotBegun).isPresent()) {
      bell.await(ROUND);
    }
    if (bell.isAnswered() && pod.get().filter(this::isFirstRun).isPresent()) {
      hang();
      bell.await(ROUND);
    }
  }

  private void pause(Optional<Pod> now, long got) throws InterruptedException {
    boolean loud = got >= LOUD;
    if (loud || log.isSettling()) {
      silence();
      Thread.sleep(PAUSE);
      return;
    }
    boolean fresh = now.filter(this::isRunning).isPresent() && hang();
    if (fresh || got > 0) {
      // not with every line, and once more after the bell was hung up
      Thread.sleep(PAUSE);
      bell.await(fresh ? Duration.ZERO : ROUND);
    } else {
      bell.await(ROUND);
    }
  }

  /// Hangs up the bell.
  ///
  /// @return whether it did not hang
  private boolean hang() {
    if (ringer.filter(Thread::isAlive).isPresent()) {
      return false;
    }
    ringer =
        Optional.of(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    bell.follow(source, container.place());
                    // a node that is out of inotify instances refuses it: then a look every second
                    Thread.sleep(RETRY);
                    bell.ring();
                  } catch (InterruptedException e) {
                    // it is taken down
                    return;
                  }
                }));
    return true;
  }

  private void silence() {
    ringer.ifPresent(Thread::interrupt);
    ringer = Optional.empty();
  }

  private Optional<ContainerStatus> status(Pod now) {
    return PodFacts.status(now, container.place().container());
  }

  private boolean hasNotBegun(Pod now) {
    return !isRunning(now) && over(now) == NONE;
  }

  private boolean isFirstRun(Pod now) {
    return isRunning(now) && over(now) == NONE;
  }

  private boolean isRunning(Pod now) {
    return status(now).flatMap(PodFacts::runningSince).isPresent();
  }

  /// The newest run that has ended.
  private int over(Pod now) {
    return status(now)
        .map(status ->
            PodFacts.ended(status).isPresent()
                ? status.getRestartCount()
                : status.getRestartCount() - 1)
        .orElse(NONE);
  }

  /// Nothing will come any more.
  private boolean isOver(Pod now) {
    var ended = status(now).flatMap(PodFacts::ended);
    if (ended.isEmpty()) {
      return false;
    }
    var phase = PodFacts.phase(now);
    return phase.equals("Succeeded")
        || phase.equals("Failed")
        || isDoneInit(now, ended.get().getExitCode());
  }

  private boolean isDoneInit(Pod now, Integer exitCode) {
    return Integer.valueOf(0).equals(exitCode)
        && now.getSpec().getInitContainers().stream()
            .anyMatch(c -> c.getName().equals(container.place().container()));
  }
}
