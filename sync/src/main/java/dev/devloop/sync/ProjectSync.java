package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Keeps the running containers of a project equal to the host's files: the only public door. One
/// per project and process. All calls may come from any thread; only those that take a time limit
/// wait.
public final class ProjectSync implements AutoCloseable {

  private final Lanes lanes;
  private final FolderWatch watch;
  private final AgentLink link;

  private ProjectSync(
      SyncConfig config, AgentDoor door, SyncListener listener, Optional<WatchService> watches) {
    this.lanes = new Lanes(config, listener);
    this.watch = FolderWatch.start(config.state().resolve("barrier"), lanes, watches);
    this.link = new AgentLink(door, config.project(), lanes);
  }

  /// Begins. Nothing is watched until [#services] names services, and nothing is attached until
  /// [#reachable] is called.
  public static ProjectSync start(SyncConfig config, AgentDoor door, SyncListener listener) {
    return start(config, door, listener, FolderWatch.open());
  }

  /// @param watches of the system; none when it gives out no more
  static ProjectSync start(
      SyncConfig config, AgentDoor door, SyncListener listener, Optional<WatchService> watches) {
    var sync = new ProjectSync(config, door, listener, watches);
    sync.link.start();
    return sync;
  }

  /// Has the agent drop all that it keeps for a project whose containers are gone: what they were
  /// to hold, and contents of files.
  ///
  /// @throws IOException the agent is not reached, or does not answer within seconds
  public static void forget(String project, AgentDoor door) throws IOException {
    Farewell.say(door, project);
  }

  /// The services to keep equal, all of them: to be called with each new configuration. Those with
  /// neither `build` nor `sync` nor `pull` cost nothing. One that is not named any more is left as
  /// it is in its containers and forgotten.
  ///
  /// @param services enabled ones
  public void services(Collection<ServiceConfig> services) {
    lanes.configure(List.copyOf(services), watch);
  }

  /// An image of a service was built and is about to run: its containers hold what it was built
  /// from, and of that what is gone from the host by now is to be removed in them. To be called
  /// before it is deployed, also when the image was there already. The last three images of a
  /// service are remembered over restarts of this process.
  ///
  /// @param image the reference as it stands in the pod
  /// @param inputs files of the build context that the build read, absolute
  public void built(ServiceName service, String image, Set<Path> inputs) {
    lanes.post(Set.of(service), work -> work.built(image, inputs));
  }

  /// The agent can be reached from now on: attaches at once, and again whenever the stream is lost.
  public void reachable() {
    link.reachable();
  }

  /// The cluster is being stopped or paused: the stream is closed and not opened again until
  /// [#reachable]; changes are kept.
  public void unreachable() {
    link.unreachable();
  }

  /// Nothing is sent until [#resume]; what changes meanwhile is kept. Containers that start still
  /// get what was sent before.
  ///
  /// @param services empty means all
  public void pause(Set<ServiceName> services) {
    // a save right after the return must find it, and so must a service that is just being made
    lanes.postAtOnce(services, work -> work.pause(true));
    lanes.post(services, work -> work.pause(true));
  }

  /// Ends a pause and sends what was kept.
  ///
  /// @param services empty means all
  public void resume(Set<ServiceName> services) {
    lanes.post(services, work -> work.pause(false));
  }

  /// Sends once what is kept back by `trigger: manual` or a pause, and tries again what was
  /// refused.
  ///
  /// @param services empty means all
  public void now(Set<ServiceName> services) {
    lanes.post(services, LaneWork::now);
  }

  /// Waits until the present state of the host is in all running containers: a save just before the
  /// call counts. A service that is paused or manual is not waited for.
  ///
  /// @param path a file or folder on the host; empty means all
  /// @return services that do not hold it within the time; empty means that all is there
  public Set<ServiceName> awaitSynced(Optional<Path> path, Duration timeout)
      throws InterruptedException {
    var until = System.nanoTime() + timeout.toNanos();
    lanes.catchUp();
    var concerned = lanes.concernedBy(path);
    if (!watch.catchUp(timeout)) {
      return concerned;
    }
    var arrivals = new HashMap<ServiceName, CompletableFuture<Boolean>>();
    for (var name : concerned) {
      var arrived = new CompletableFuture<Boolean>();
      arrivals.put(name, arrived);
      lanes.post(Set.of(name), work -> work.whenAtRest(() -> arrived.complete(true)));
    }
    var late = new HashSet<ServiceName>();
    for (var arrival : arrivals.entrySet()) {
      if (get(arrival.getValue(), until).isEmpty()) {
        late.add(arrival.getKey());
      }
    }
    return late;
  }

  /// Compares host and containers by hashes, reading all files on both sides, and puts right what
  /// differs. What is paused or still on its way is sent before.
  ///
  /// @param services empty means all that have something to be kept equal
  public SyncReport verify(Set<ServiceName> services, Duration timeout)
      throws InterruptedException {
    var until = System.nanoTime() + timeout.toNanos();
    lanes.catchUp();
    var asked = lanes.concernedBy(Optional.empty());
    asked.removeIf(name -> !services.isEmpty() && !services.contains(name));
    watch.catchUp(timeout);
    Map<ServiceName, CompletableFuture<List<SyncReport.OfContainer>>> answers = new HashMap<>();
    for (var name : asked) {
      var answer = new CompletableFuture<List<SyncReport.OfContainer>>();
      answers.put(name, answer);
      lanes.post(Set.of(name), work -> work.verify(answer));
    }
    var containers = new ArrayList<SyncReport.OfContainer>();
    var missing = new ArrayList<ServiceName>();
    for (var answer : answers.entrySet()) {
      get(answer.getValue(), until)
          .ifPresentOrElse(containers::addAll, () -> missing.add(answer.getKey()));
    }
    return new SyncReport(containers, missing);
  }

  /// Restarts the process in each running container of a service, in the same pod.
  ///
  /// @return one per container; empty when none runs, or none that devloop can restart
  /// @throws dev.devloop.core.DevloopException `sync-detached` (exit PLATFORM: no stream to the
  ///   agent), `restart-timed-out` (exit TIMEOUT)
  public List<Restarted> restart(ServiceName service, Duration timeout)
      throws InterruptedException {
    var result = new CompletableFuture<List<Restarted>>();
    if (!lanes.post(Set.of(service), work -> work.restart(result))) {
      throw SyncProblems.notAttached(service);
    }
    return get(result, System.nanoTime() + timeout.toNanos())
        .orElseThrow(() -> SyncProblems.restartTimedOut(service));
  }

  private static <T> Optional<T> get(CompletableFuture<T> future, long until)
      throws InterruptedException {
    try {
      return Optional.of(future.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /// Ends watching and the stream. What was sent stays on the node for containers that start
  /// without this process.
  @Override
  public void close() {
    watch.close();
    link.close();
    lanes.close();
  }
}
