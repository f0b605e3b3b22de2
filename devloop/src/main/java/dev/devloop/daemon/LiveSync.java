package dev.devloop.daemon;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Goal;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.BuildConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.sync.AgentDoor;
import dev.devloop.sync.ProjectSync;
import dev.devloop.sync.Restarted;
import dev.devloop.sync.SyncConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes live sync follow the state: which services there are, whether the cluster is reached, what
/// is paused. The sync itself works beside the loop and tells what it did by events.
final class LiveSync implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSync.class);

  private static final Duration BEAT = Duration.ofMinutes(1);

  /// A process gets 5 s to end before it is killed, and 15 s to listen again; the rest is for a
  /// busy node.
  private static final Duration RESTART = Duration.ofSeconds(30);

  /// How the agent on a node is reached.
  interface Way {
    /// @throws DevloopException the engine is not there
    AgentDoor to(String cluster, String project);
  }

  /// What the sync of a project was told.
  private static final class Told implements AutoCloseable {
    private final String project;
    private final String cluster;
    private final ProjectSync sync;
    private Optional<DevConfig> config = Optional.empty();
    private boolean reachable;
    private Set<ServiceName> paused = Set.of();
    private Map<ServiceName, Integer> asked = Map.of();

    Told(DevConfig config, ProjectSync sync) {
      this.project = config.project();
      this.cluster = config.cluster().name();
      this.sync = sync;
    }

    boolean isOf(DevConfig other) {
      return project.equals(other.project()) && cluster.equals(other.cluster().name());
    }

    @Override
    public void close() {
      sync.close();
    }
  }

  private final Board board;
  private final Path folder;
  private final Way way;
  private final SyncEar ear;
  private Optional<Told> current = Optional.empty();
  private final Thread thread;

  /// @param folder where the sync keeps what it has to remember
  LiveSync(Board board, Path folder, Way way, SyncEar ear) {
    this.board = board;
    this.folder = folder;
    this.way = way;
    this.ear = ear;
    this.thread = Thread.ofVirtual().name("live sync").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      long seen = 0;
      while (true) {
        var notice = board.await(seen, BEAT);
        seen = notice.number();
        try {
          follow(notice.state());
        } catch (RuntimeException e) {
          LOG.error("live sync could not follow", e);
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private synchronized void follow(State state) {
    if (state.config().isEmpty()) {
      return;
    }
    var told = of(state.config().get());
    services(told, state.config().get());
    reach(told, state);
    pauses(told, state);
  }

  private Told of(DevConfig config) {
    if (current.filter(t -> t.isOf(config)).isEmpty()) {
      current.ifPresent(Told::close);
      var sync =
          ProjectSync.start(
              new SyncConfig(config.project(), config.folder(), folder), () -> open(config), ear);
      current = Optional.of(new Told(config, sync));
    }
    return current.orElseThrow();
  }

  private AgentDoor.Stream open(DevConfig config) throws IOException {
    try {
      return way.to(config.cluster().name(), config.project()).open();
    } catch (DevloopException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The same config object means that nothing changed: this runs with every change of the state.
  @SuppressWarnings("ReferenceEquality")
  private static void services(Told told, DevConfig config) {
    if (told.config.filter(c -> c == config).isPresent()) {
      return;
    }
    told.config = Optional.of(config);
    told.sync.services(config.services().values().stream().filter(ServiceConfig::enabled).toList());
  }

  private static void reach(Told told, State state) {
    boolean reachable =
        state.goal() == Goal.UP
            && state.cluster().phase() == ClusterPhase.RUNNING
            && state.cluster().access().isPresent();
    if (reachable == told.reachable) {
      return;
    }
    told.reachable = reachable;
    if (reachable) {
      told.sync.reachable();
    } else {
      told.sync.unreachable();
    }
  }

  private static void pauses(Told told, State state) {
    var paused = names(state, s -> s.sync().paused());
    var held = minus(paused, told.paused);
    var freed = minus(told.paused, paused);
    if (!held.isEmpty()) {
      told.sync.pause(held);
    }
    if (!freed.isEmpty()) {
      told.sync.resume(freed);
    }
    told.paused = paused;
    var before = told.asked;
    var now = names(state, s -> s.sync().asked() > before.getOrDefault(s.name(), 0));
    if (!now.isEmpty()) {
      var asked = new HashMap<ServiceName, Integer>();
      state.services().values().forEach(s -> asked.put(s.name(), s.sync().asked()));
      told.asked = asked;
      told.sync.now(now);
    }
  }

  private static Set<ServiceName> names(State state, Predicate<Service> wanted) {
    return state.services().values().stream()
        .filter(wanted)
        .map(Service::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<ServiceName> minus(Set<ServiceName> all, Set<ServiceName> some) {
    return all.stream().filter(n -> !some.contains(n)).collect(Collectors.toUnmodifiableSet());
  }

  /// The sync, knowing all that is in the state by now; empty before the first good config.
  private synchronized Optional<ProjectSync> now() {
    follow(board.now().state());
    return current.map(t -> t.sync);
  }

  /// An image is about to be deployed.
  ///
  /// @param image as it stands in the pods
  /// @param files of the build context, relative to it
  void built(ServiceConfig service, String image, Set<String> files) {
    var context = service.build().map(BuildConfig::context);
    if (context.isPresent()) {
      ear.actions().built(service.name());
      var inputs = files.stream().map(context.get()::resolve).collect(Collectors.toSet());
      now().ifPresent(sync -> sync.built(service.name(), image, inputs));
    }
  }

  /// Restarts the process of a service in place and waits until it listens again, for some seconds
  /// at most.
  ///
  /// @return one per container; empty when there is none that it can be done in
  List<Restarted> restart(ServiceName service) throws InterruptedException {
    var sync = now();
    return sync.isPresent() ? sync.get().restart(service, RESTART) : List.of();
  }

  /// See [ProjectSync#verify].
  SyncReport verify(Set<ServiceName> services, Duration timeout) throws InterruptedException {
    var sync = now();
    return sync.isPresent()
        ? sync.get().verify(services, timeout)
        : new SyncReport(List.of(), List.of());
  }

  /// See [ProjectSync#awaitSynced].
  Set<ServiceName> awaitSynced(Optional<Path> path, Duration timeout) throws InterruptedException {
    var sync = now();
    return sync.isPresent() ? sync.get().awaitSynced(path, timeout) : Set.of();
  }

  @Override
  public void close() {
    thread.interrupt();
    synchronized (this) {
      current.ifPresent(Told::close);
      current = Optional.empty();
    }
  }
}
