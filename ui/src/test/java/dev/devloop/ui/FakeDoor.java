package dev.devloop.ui;

import dev.devloop.core.Event;
import dev.devloop.core.LogLine;
import dev.devloop.core.Planner;
import dev.devloop.core.Reducer;
import dev.devloop.core.Request;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.SyncReport;
import dev.devloop.logs.LogFilter;
import dev.devloop.logs.LogStore;
import dev.devloop.logs.Masks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A daemon without anything behind it: keeps the state, records what was asked.
final class FakeDoor implements Door {

  final List<Request> asked = new CopyOnWriteArrayList<>();
  final List<Map<String, String>> envs = new CopyOnWriteArrayList<>();
  final LogStore log = store();
  final List<String> switched = new CopyOnWriteArrayList<>();
  final Map<ServiceName, Usage.Amount> usage = new ConcurrentHashMap<>();
  final List<String> quits = new CopyOnWriteArrayList<>();

  /// What happens after the next request, one after the other.
  final List<Event> script = new ArrayList<>();

  /// What was asked of live sync.
  final List<String> syncs = new CopyOnWriteArrayList<>();

  SyncReport report = new SyncReport(List.of(), List.of());
  Set<ServiceName> late = Set.of();

  private State state = State.EMPTY;
  private long number = 1;

  synchronized FakeDoor on(Event event) {
    state = Reducer.apply(state, event, Instant.EPOCH.plusMillis(number * 100));
    number++;
    notifyAll();
    return this;
  }

  @Override
  public synchronized Snapshot now() {
    return new Snapshot(
        number,
        state,
        Planner.next(state, 2),
        "shop",
        "devloop",
        Optional.of(new DaemonInfo(1, 2, "3")));
  }

  @Override
  public synchronized Snapshot await(long after, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (number <= after) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return now();
      }
      wait(left);
    }
    return now();
  }

  @Override
  public synchronized long ask(Request request) {
    asked.add(request);
    long first = number + 1;
    on(new Event.Asked(request));
    script.forEach(this::on);
    return first;
  }

  @Override
  public void reload(Map<String, String> env) {
    envs.add(env);
  }

  @Override
  public void logs(LogWish wish, Consumer<LogLine> sink) {
    log.forward(
        LogFilter.ALL,
        0,
        line -> {
          sink.accept(line);
          return true;
        });
  }

  @Override
  public LogStore log() {
    return log;
  }

  private static LogStore store() {
    try {
      var folder = Files.createTempDirectory("devloop-log");
      return LogStore.open(folder, 1 << 20, new Masks(), Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Entry entry(ServiceName service, boolean terminal) {
    return new Entry(List.of("docker", "exec"), Map.of("DOCKER_HOST", "unix:///x"));
  }

  @Override
  public Optional<String> engine() {
    return Optional.of("unix:///engine.sock (DOCKER_HOST)");
  }

  @Override
  public Usage usage() {
    return new Usage(Instant.EPOCH, usage);
  }

  @Override
  public List<ServiceName> enable(ServiceName service, boolean on) {
    switched.add(service + " " + on);
    on(new Event.ConfigRejected(List.of())); // a new number
    return List.of(service);
  }

  @Override
  public Shell shell(ServiceName service, Optional<String> instance, ShellSink sink) {
    sink.output((instance.orElse("") + "$ ").getBytes(StandardCharsets.UTF_8));
    return new EchoShell(sink);
  }

  /// Shows what was typed.
  private record EchoShell(ShellSink sink) implements Shell {
    @Override
    public void type(byte[] bytes) {
      sink.output(bytes);
    }

    @Override
    public void resize(int columns, int rows) {
      sink.output((columns + "x" + rows).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  @Override
  public SyncReport verify(Set<ServiceName> services, Duration timeout) {
    syncs.add("verify " + services);
    return report;
  }

  @Override
  public Set<ServiceName> awaitSynced(Optional<Path> path, Duration timeout) {
    syncs.add("await " + path + " " + timeout);
    return late;
  }

  @Override
  public void quit() {
    quits.add("quit");
  }
}
