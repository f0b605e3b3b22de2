package dev.devloop.kube;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Reads everything that a project's pods say, once, from the first line of each, and what
/// Kubernetes says of them: see [Kube#watch].
final class LogCollector implements AutoCloseable {

  private final LogSource source;
  private final NodeFiles files;
  private final LogKeeper keeper;
  private final EventLines events;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PodBoard pods = new PodBoard();
  private final AtomicBoolean refused = new AtomicBoolean();

  /// By uid of the pod; guarded by itself.
  private final Map<String, Map<LogContainer, LogBell>> readers = new HashMap<>();

  private LogCollector(KubernetesClient client, LogKeeper keeper) {
    this.source = new LogSource(client);
    this.files = new NodeFiles(client);
    this.keeper = keeper;
    this.events = new EventLines(keeper);
  }

  /// To be called before the watch starts.
  static LogCollector of(KubernetesClient client, ProjectWatch watch, LogKeeper keeper) {
    var collector = new LogCollector(client, keeper);
    watch.onSecret(collector::secret);
    watch.onPod(collector::pod, collector::gone);
    watch.onEvent(event -> collector.threads.execute(() -> collector.events.take(event)));
    return collector;
  }

  private void secret(Secret secret) {
    var values = new ArrayList<String>();
    Optional.ofNullable(secret.getData()).orElse(Map.of()).values().stream()
        .flatMap(LogCollector::decoded)
        .forEach(values::add);
    if (!values.isEmpty()) {
      threads.execute(() -> keeper.hide(values));
    }
  }

  private static Stream<String> decoded(String data) {
    try {
      return Stream.of(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private void pod(Pod pod) {
    var containers = LogContainer.of(pod);
    if (containers.isEmpty()) {
      return;
    }
    var before = pods.get(pod.getMetadata().getUid());
    pods.put(pod);
    events.pod(pod, containers.getFirst().service());
    var node = pod.getSpec().getNodeName();
    if (node == null || node.isEmpty()) {
      return;
    }
    synchronized (readers) {
      var bells = readers.computeIfAbsent(pod.getMetadata().getUid(), _ -> new HashMap<>());
      for (var container : containers) {
        var known = bells.get(container);
        if (known == null) {
          bells.put(container, begin(container, node));
        } else if (before.filter(b -> isSameRun(b, pod, container.place().container())).isEmpty()) {
          known.ring();
        }
      }
    }
  }

  private static boolean isSameRun(Pod before, Pod pod, String container) {
    return PodFacts.phase(before).equals(PodFacts.phase(pod))
        && run(before, container).equals(run(pod, container));
  }

  private static List<Object> run(Pod pod, String container) {
    return PodFacts.status(pod, container)
        .map(status ->
            List.<Object>of(Optional.ofNullable(status.getState()), status.getRestartCount()))
        .orElse(List.of());
  }

  private void gone(Pod pod) {
    pods.remove(pod);
    synchronized (readers) {
      Optional.ofNullable(readers.remove(pod.getMetadata().getUid()))
          .orElse(Map.of())
          .values()
          .forEach(LogBell::ring);
    }
  }

  private LogBell begin(LogContainer container, String node) {
    var place = container.place();
    var uid = container.uid();
    var folder =
        "pods/%s_%s_%s/%s".formatted(place.namespace(), place.pod(), uid, place.container());
    var bell = new LogBell();
    var lines = new Lines(container, keeper);
    var log =
        new ContainerLog(
            files,
            new ContainerLog.Where(node, folder),
            keeper.place(uid, place.container()),
            lines);
    var reader = new ContainerReader(source, container, log, () -> pods.get(uid), bell);
    threads.execute(() -> {
      try {
        read(reader, container, lines);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    return bell;
  }

  private void read(ContainerReader reader, LogContainer container, Lines lines)
      throws InterruptedException {
    try {
      reader.read();
    } catch (NodeRefusal e) {
      if (refused.compareAndSet(false, true)) {
        keeper.keep(
            LogLine.of(
                LogOrigin.of(LogKind.DEVLOOP),
                Instant.now(),
                LogLevel.WARN,
                "The node does not give its log files ("
                    + e.getMessage()
                    + "): logs are read as `kubectl logs` does, which can lose lines while a file"
                    + " is rotated"));
      }
      follow(container, lines);
    }
  }

  /// By the log request of the API alone.
  private void follow(LogContainer container, Lines lines) throws InterruptedException {
    var kept = keeper.place(container.uid(), container.place().container());
    new LogFollower(
            source,
            container,
            pods,
            kept.map(LogKeeper.Place::run).orElse(LogFollower.FIRST),
            kept.map(p -> new LogPosition(p.at(), p.count())).orElseGet(LogPosition::new),
            Optional.empty(),
            (run, line) -> {
              lines.line(run, line.at(), line.text());
              return true;
            })
        .follow();
  }

  /// Makes lines of the project's log out of those of a container.
  private static final class Lines implements ContainerLog.Sink {
    private final LogContainer container;
    private final LogKeeper keeper;
    private LogOrigin origin;

    Lines(LogContainer container, LogKeeper keeper) {
      this.container = container;
      this.keeper = keeper;
      this.origin = origin(0);
    }

    private LogOrigin origin(int run) {
      return new LogOrigin(
          LogKind.APP,
          Optional.of(container.service()),
          container.place().pod(),
          container.uid(),
          container.place().container(),
          run);
    }

    @Override
    public void begins(int run) {
      origin = origin(run);
      keeper.begins(origin);
    }

    @Override
    public void line(int run, Instant at, String text) throws InterruptedException {
      if (origin.run() != run) {
        begins(run);
      }
      keeper.keep(LogLine.of(origin, at, text));
    }
  }

  /// Waits until what containers have said by now is kept, for a short time at most.
  void catchUp(Duration patience) throws InterruptedException {
    var questions = new HashMap<LogBell, Long>();
    synchronized (readers) {
      readers.values().forEach(bells -> bells.values().forEach(b -> questions.put(b, b.ask())));
    }
    long deadline = System.nanoTime() + patience.toNanos();
    for (var question : questions.entrySet()) {
      question
          .getKey()
          .awaitAnswer(question.getValue(), Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  /// Stops the reading. Where it goes on later is in what the keeper has.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
