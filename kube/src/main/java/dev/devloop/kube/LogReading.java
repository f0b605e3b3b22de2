package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.LogLine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One reading of logs: first what is there, merged by time, then what comes.
final class LogReading implements LogStream {

  private final KubernetesClient client;
  private final LogSource source;
  private final Set<String> namespaces;
  private final LogQuery query;
  private final Consumer<LogLine> sink;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile boolean closed;
  private final Instant begun = Instant.now();

  private final PodBoard board = new PodBoard();
  private final Set<LogContainer> followed = new HashSet<>();
  private final Map<LogContainer, LogPosition> positions = new HashMap<>();
  private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();

  LogReading(
      KubernetesClient client,
      Collection<String> namespaces,
      LogQuery query,
      Consumer<LogLine> sink) {
    this.client = client;
    this.source = new LogSource(client);
    this.namespaces = Set.copyOf(namespaces);
    this.query = query;
    this.sink = sink;
  }

  LogReading start() {
    threads.execute(this::run);
    return this;
  }

  private void run() {
    try {
      readWhatIsThere();
      if (query.follow() && !closed) {
        follow();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(Optional.of(e));
    }
    done.countDown();
  }

  private void readWhatIsThere() throws InterruptedException {
    var containers =
        ApiProblems.guard(
            "list the pods",
            () ->
                namespaces.stream()
                    .flatMap(ns -> client.pods().inNamespace(ns).list().getItems().stream())
                    .flatMap(pod -> LogContainer.of(pod).stream())
                    .filter(this::isWanted)
                    .toList());
    var heads = new PriorityQueue<Head>();
    try {
      for (var container : containers) {
        var position = new LogPosition();
        positions.put(container, position);
        open(container, position).flatMap(Head::advanced).ifPresent(heads::add);
      }
      while (!heads.isEmpty() && !closed) {
        var head = heads.remove();
        head.position.isNew(head.line.at());
        deliver(head.container, head.line);
        head.advanced().ifPresent(heads::add);
      }
    } finally {
      heads.forEach(Head::close);
    }
  }

  private Optional<Head> open(LogContainer container, LogPosition position)
      throws InterruptedException {
    var part = new LogSource.Part(false, query.previous(), query.since(), query.tail());
    try {
      var lines = new TimedLines(source.open(container.place(), part));
      return Optional.of(new Head(container, position, lines, query));
    } catch (IOException e) {
      // it has not started, or has no previous run
      return Optional.empty();
    }
  }

  private boolean isWanted(LogContainer container) {
    return query.services().isEmpty() || query.services().contains(container.service());
  }

  /// The next line of one log in the merge.
  private static final class Head implements Comparable<Head> {
    final LogContainer container;
    final LogPosition position;
    private final TimedLines lines;
    private final LogQuery query;
    TimedLines.Line line = new TimedLines.Line(Instant.EPOCH, "");

    Head(LogContainer container, LogPosition position, TimedLines lines, LogQuery query) {
      this.container = container;
      this.position = position;
      this.lines = lines;
      this.query = query;
    }

    /// Goes on to the next wanted line; empty and closed at the end.
    Optional<Head> advanced() {
      try {
        for (var next = lines.next(); next.isPresent(); next = lines.next()) {
          line = next.get();
          if (query.since().isEmpty() || !line.at().isBefore(query.since().get())) {
            return Optional.of(this);
          }
        }
      } catch (IOException e) {
        // cut off: following goes on from here
        close();
        return Optional.empty();
      }
      close();
      return Optional.empty();
    }

    void close() {
      try {
        lines.close();
      } catch (IOException e) {
        // nothing more is wanted of it
        return;
      }
    }

    @Override
    public int compareTo(Head other) {
      return line.at().compareTo(other.line.at());
    }
  }

  private void follow() {
    for (var namespace : namespaces) {
      var informer = client.pods().inNamespace(namespace).runnableInformer(0);
      informer.exceptionHandler((started, error) -> true);
      informer.addEventHandler(
          new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
              seen(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
              seen(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
              board.remove(pod);
            }
          });
      synchronized (informers) {
        if (closed) {
          return;
        }
        informers.add(informer);
      }
      var _ = informer.start();
    }
  }

  private void seen(Pod pod) {
    var containers = LogContainer.of(pod).stream().filter(this::isWanted).toList();
    if (containers.isEmpty()) {
      return;
    }
    board.put(pod);
    synchronized (informers) {
      containers.stream().filter(followed::add).filter(c -> !closed).forEach(this::follow);
    }
  }

  /// A container that was there at the start goes on where the merge ended; a new one is read
  /// whole.
  private void follow(LogContainer container) {
    var known = Optional.ofNullable(positions.get(container));
    // of a log without a wanted line only what comes now is wanted
    var from = known.isPresent() && query.tail().isPresent() ? Optional.of(begun) : query.since();
    var position = known.orElseGet(LogPosition::new);
    var follower =
        new LogFollower(
            source,
            container,
            board,
            LogFollower.FIRST,
            position,
            position.since().isPresent() ? query.since() : from,
            (_, line) -> deliver(container, line));
    threads.execute(() -> {
      try {
        follower.follow();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private boolean deliver(LogContainer container, TimedLines.Line line) {
    oneAtATime.lock();
    try {
      if (closed) {
        return false;
      }
      sink.accept(LogLine.of(container.origin(), line.at(), line.text()));
      return true;
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public void await() throws InterruptedException {
    done.await();
    failure
        .get()
        .ifPresent(error -> {
          throw error instanceof DevloopException known ? known : new IllegalStateException(error);
        });
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    synchronized (informers) {
      informers.forEach(SharedIndexInformer::stop);
    }
    // a line may just be being handed over: it is waited for
    oneAtATime.lock();
    try {
      done.countDown();
    } finally {
      oneAtATime.unlock();
    }
  }
}
