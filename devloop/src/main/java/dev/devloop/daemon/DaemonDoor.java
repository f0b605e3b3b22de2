package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Instance;
import dev.devloop.core.LogLine;
import dev.devloop.core.Problem;
import dev.devloop.core.Request;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.DevConfig;
import dev.devloop.logs.LogStore;
import dev.devloop.project.Switches;
import dev.devloop.ui.DaemonInfo;
import dev.devloop.ui.Door;
import dev.devloop.ui.LogWish;
import dev.devloop.ui.Snapshot;
import dev.devloop.ui.Usage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What views see of the daemon.
final class DaemonDoor implements Door {

  private final Board board;
  private final Loop loop;
  private final Link link;
  private final Clusters clusters;
  private final Runnable look;
  private final ConfigWatch config;
  private final Switches switches;
  private final UsageMeter usage;
  private final Supplier<DaemonInfo> self;
  private final Supplier<Optional<String>> engine;
  private final Supplier<Map<String, String>> engineEnv;
  private final LiveSync sync;
  private final LogStore log;
  private final Runnable active;
  private final Runnable quit;

  /// @param look makes sure that the cluster is as the state says, for answers that build on it
  DaemonDoor(
      Board board,
      Loop loop,
      Link link,
      Clusters clusters,
      Runnable look,
      ConfigWatch config,
      Switches switches,
      Supplier<DaemonInfo> self,
      Supplier<Optional<String>> engine,
      Supplier<Map<String, String>> engineEnv,
      LiveSync sync,
      LogStore log,
      Runnable active,
      Runnable quit) {
    this.board = board;
    this.loop = loop;
    this.link = link;
    this.clusters = clusters;
    this.look = look;
    this.config = config;
    this.switches = switches;
    this.usage = new UsageMeter(link, Clock.systemUTC());
    this.self = self;
    this.engine = engine;
    this.engineEnv = engineEnv;
    this.sync = sync;
    this.log = log;
    this.active = active;
    this.quit = quit;
  }

  @Override
  public Snapshot now() {
    return snapshot(board.now());
  }

  @Override
  public Snapshot await(long after, Duration patience) throws InterruptedException {
    return snapshot(board.await(after, patience));
  }

  private Snapshot snapshot(Board.Notice notice) {
    var config = notice.state().config();
    return new Snapshot(
        notice.number(),
        notice.state(),
        notice.plan(),
        config.map(DevConfig::project).orElse(""),
        config.map(c -> c.cluster().name()).orElse(""),
        Optional.of(self.get()));
  }

  @Override
  public long ask(Request request) throws InterruptedException {
    if (request instanceof Request.Up) {
      look.run();
    }
    return loop.tell(new Event.Asked(request));
  }

  @Override
  public void reload(Map<String, String> env) {
    config.read(env);
  }

  @Override
  public void catchUpLog() throws InterruptedException {
    var runtime = link.current();
    if (runtime.isPresent()) {
      runtime.get().catchUp();
    }
  }

  @Override
  public LogStore log() {
    return log;
  }

  @Override
  public void logs(LogWish wish, Consumer<LogLine> sink) throws InterruptedException {
    link.runtime().logs(standing(), wish, sink);
  }

  @Override
  public Entry entry(ServiceName name, boolean terminal) {
    var state = board.now().state();
    var access = state.cluster().access().orElseThrow(() -> notRunning(name));
    var service =
        Optional.ofNullable(state.services().get(name)).orElseThrow(() -> notRunning(name));
    var instance = running(service).orElseThrow(() -> notRunning(name));
    return new Entry(argv(access, service, instance, terminal), engineEnv.get());
  }

  @Override
  public Optional<String> engine() {
    return engine.get();
  }

  @Override
  public Usage usage() {
    return usage.now(board.now().state());
  }

  @Override
  public List<ServiceName> enable(ServiceName name, boolean on) {
    var changed = switches.turn(standing(), name, on);
    config.again();
    return List.copyOf(changed);
  }

  @Override
  public Shell shell(ServiceName name, Optional<String> instance, ShellSink sink) {
    var service =
        Optional.ofNullable(board.now().state().services().get(name))
            .orElseThrow(() -> notRunning(name));
    var at =
        service.observed().instances().stream()
            .filter(i -> i.phase() == Instance.Phase.RUNNING)
            .filter(i -> instance.isEmpty() || instance.get().equals(i.name()))
            .findFirst()
            .orElseThrow(() -> notRunning(name));
    var container = service.config().workload().flatMap(w -> w.container());
    return link.runtime().shell(standing(), at.name(), container, sink);
  }

  private List<String> argv(
      ClusterAccess access, Service service, Instance instance, boolean terminal) {
    var container = service.config().workload().flatMap(w -> w.container());
    return clusters.entry(
        access,
        new Clusters.Place(instance.node(), standing().project(), instance.name(), container),
        terminal);
  }

  private static Optional<Instance> running(Service service) {
    return service.observed().instances().stream()
        .filter(i -> i.phase() == Instance.Phase.RUNNING)
        .findFirst();
  }

  private DevConfig standing() {
    return board
        .now()
        .state()
        .config()
        .orElseThrow(() ->
            new DevloopException(
                ExitCode.USAGE,
                Problem.of(
                    "no-config", "There is no valid configuration yet.", "", "devloop validate")));
  }

  private static DevloopException notRunning(ServiceName name) {
    return new DevloopException(
        ExitCode.SERVICE,
        Problem.of(
            "service-not-running",
            name + " has no running instance.",
            "It is starting, failed, or the project is down.",
            "devloop status"));
  }

  @Override
  public SyncReport verify(Set<ServiceName> services, Duration timeout)
      throws InterruptedException {
    return sync.verify(services, timeout);
  }

  @Override
  public Set<ServiceName> awaitSynced(Optional<Path> path, Duration timeout)
      throws InterruptedException {
    look.run();
    var late = sync.awaitSynced(path, timeout);
    // what it found out on the way, such as a build that is due, is in the state from here on
    loop.settle();
    return late;
  }

  @Override
  public void active() {
    active.run();
  }

  @Override
  public void quit() {
    quit.run();
  }
}
