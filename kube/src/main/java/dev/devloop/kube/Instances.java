package dev.devloop.kube;

import dev.devloop.core.Observed;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// A running watch over the services of a project: see [Kube#watch].
///
/// Changes only mark; one thread looks at everything anew and tells the listener, so that a burst
/// of changes is one call.
public final class Instances implements AutoCloseable {

  private final InstancesListener listener;
  private final ProjectWatch watch;
  private final Optional<LogCollector> collector;
  private final LiveClues clues;
  private final OwnDeletions deletions;
  private final List<Thread> threads = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final Queue<Runnable> calls = new ArrayDeque<>();
  private List<Watched> services;
  private boolean listed;
  private boolean marked;
  private boolean again;
  private boolean frozen;
  private boolean closed;

  private Instances(
      KubernetesClient client,
      Instant started,
      OwnDeletions deletions,
      String project,
      Collection<String> extraNamespaces,
      Collection<Watched> services,
      InstancesListener listener,
      Optional<LogKeeper> log) {
    this.listener = listener;
    this.deletions = deletions;
    this.services = List.copyOf(services);
    var namespaces = new ArrayList<String>();
    namespaces.add(project);
    namespaces.addAll(extraNamespaces);
    this.watch = new ProjectWatch(client, project, namespaces);
    this.collector = log.map(keeper -> LogCollector.of(client, watch, keeper));
    watch.onChange(this::mark, this::deleted);
    this.clues = new LiveClues(client, started, this::mark);
    watch.onWarning(new MountRetry(client, Thread::startVirtualThread)::heard);
  }

  static Instances start(
      KubernetesClient client,
      Instant started,
      OwnDeletions deletions,
      String project,
      Collection<String> extraNamespaces,
      Collection<Watched> services,
      InstancesListener listener,
      Optional<LogKeeper> log) {
    var made =
        new Instances(
            client, started, deletions, project, extraNamespaces, services, listener, log);
    made.begin(client);
    return made;
  }

  private void begin(KubernetesClient client) {
    var heartbeat =
        new Heartbeat(
            client,
            problem -> call(() -> lost(problem)),
            () -> call(this::found),
            () -> call(clues::woke));
    threads.add(
        Thread.ofVirtual().name("kube-instances").start(() -> untilInterrupted(this::look)));
    threads.add(
        Thread.ofVirtual().name("kube-heartbeat").start(() -> untilInterrupted(heartbeat::run)));
    var _ = watch.start().thenRun(() -> call(() -> listed = true));
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private static void untilInterrupted(Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      // closed
      Thread.currentThread().interrupt();
    }
  }

  /// The config changed: other services, other ready texts, other secrets.
  public void services(Collection<Watched> watched) {
    lock.lock();
    try {
      services = List.copyOf(watched);
    } finally {
      lock.unlock();
    }
    mark();
  }

  /// Waits until what containers have said by now is kept, for a short time at most.
  public void catchUp(Duration patience) throws InterruptedException {
    if (collector.isPresent()) {
      collector.get().catchUp(patience);
    }
  }

  private void mark() {
    call(() -> {});
  }

  /// Lets the looking thread do something, and look again.
  private void call(Runnable action) {
    lock.lock();
    try {
      calls.add(action);
      marked = true;
      wake.signal();
    } finally {
      lock.unlock();
    }
  }

  private void lost(Problem problem) {
    frozen = true;
    listener.lost(problem);
  }

  private void found() {
    frozen = false;
    again = true;
    listener.found();
  }

  private void deleted(HasMetadata object) {
    if (!deletions.wasOurs(object.getMetadata())) {
      var ref = Refs.of(object);
      call(() -> listener.gone(ref));
    }
  }

  private void look() throws InterruptedException {
    Optional<Map<ServiceName, Observed>> last = Optional.empty();
    Optional<Instant> recheck = Optional.empty();
    while (true) {
      var round = await(recheck);
      round.calls.forEach(Runnable::run);
      // of a cluster that is away nothing is known, and no limit of time runs out
      if (!listed || frozen) {
        recheck = Optional.empty();
        continue;
      }
      var now = look(round.services);
      recheck = now.recheck;
      if (again || !last.equals(Optional.of(now.observed))) {
        again = false;
        last = Optional.of(now.observed);
        listener.changed(now.observed);
      }
    }
  }

  private record Round(List<Runnable> calls, List<Watched> services) {}

  private record Look(Map<ServiceName, Observed> observed, Optional<Instant> recheck) {}

  private Round await(Optional<Instant> recheck) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!marked && !closed) {
        if (recheck.isEmpty()) {
          wake.await();
        } else {
          var left = Duration.between(Instant.now(), recheck.get());
          // a millisecond more: the moment itself must have passed
          if (left.isNegative() || !wake.await(left.toMillis() + 1, TimeUnit.MILLISECONDS)) {
            break;
          }
        }
      }
      if (closed) {
        throw new InterruptedException();
      }
      marked = false;
      var round = new Round(List.copyOf(calls), services);
      calls.clear();
      return round;
    } finally {
      lock.unlock();
    }
  }

  private Look look(List<Watched> watchedServices) {
    var pods = watch.pods();
    clues.keep(pods, watch.warnings(pods));
    var workloads = watch.workloads();
    Map<String, List<Pod>> byService =
        pods.stream()
            .collect(
                Collectors.groupingBy(pod -> Labels.annotation(pod.getMetadata(), Labels.SERVICE)));
    var observed = new TreeMap<ServiceName, Observed>();
    Optional<Instant> recheck = Optional.empty();
    for (var watched : watchedServices) {
      var name = watched.service();
      var result =
          Sight.of(
              watched,
              Optional.ofNullable(workloads.get(name.value())),
              byService.getOrDefault(name.value(), List.of()),
              clues,
              Instant.now());
      observed.put(name, result.observed());
      recheck = Sight.earliest(recheck, result.recheck());
    }
    return new Look(observed, recheck);
  }

  /// Ends the watch. The listener is not called after this returns, unless it is its own thread
  /// that closes.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    watch.close();
    collector.ifPresent(LogCollector::close);
    clues.close();
    for (var thread : threads) {
      thread.interrupt();
      if (!thread.equals(Thread.currentThread())) {
        join(thread);
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
