package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.ServiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps the running containers of a project equal to the host's files: the only public door. One
/// per project and process. All calls may come from any thread; only those that take a time limit
/// wait.
public final class ProjectSync implements AutoCloseable {

  private ProjectSync() {}

  /// Begins. Nothing is watched until [#services] names services, and nothing is attached until
  /// [#reachable] is called.
  public static ProjectSync start(SyncConfig config, AgentDoor door, SyncListener listener) {
    return new ProjectSync();
  }

  /// The services to keep equal, all of them: to be called with each new configuration. Those with
  /// neither `build` nor `sync` nor `pull` cost nothing. One that is not named any more is left as
  /// it is in its containers and forgotten.
  ///
  /// @param services enabled ones
  public void services(Collection<ServiceConfig> services) {
    // follows
  }

  /// An image of a service was built and is about to run: its containers hold what it was built
  /// from, and of that what is gone from the host by now is to be removed in them. To be called
  /// before it is deployed, also when the image was there already. The last three images of a
  /// service are remembered over restarts of this process.
  ///
  /// @param image the reference as it stands in the pod
  /// @param inputs files of the build context that the build read, absolute
  public void built(ServiceName service, String image, Set<Path> inputs) {
    // follows
  }

  /// The agent can be reached from now on: attaches at once, and again whenever the stream is lost.
  public void reachable() {
    // follows
  }

  /// The cluster is being stopped or paused: the stream is closed and not opened again until
  /// [#reachable]; changes are kept.
  public void unreachable() {
    // follows
  }

  /// Nothing is sent until [#resume]; what changes meanwhile is kept. Containers that start still
  /// get what was sent before.
  ///
  /// @param services empty means all, also those to come
  public void pause(Set<ServiceName> services) {
    // follows
  }

  /// Ends a pause and sends what was kept.
  ///
  /// @param services empty means all
  public void resume(Set<ServiceName> services) {
    // follows
  }

  /// Sends once what is kept back by `trigger: manual` or a pause, and tries again what was
  /// refused.
  ///
  /// @param services empty means all
  public void now(Set<ServiceName> services) {
    // follows
  }

  /// Waits until the present state of the host is in all running containers: looks at the host
  /// itself, so that a save just before the call counts. A service that is paused or manual is not
  /// waited for.
  ///
  /// @param path a file or folder on the host; empty means all
  /// @return services that do not hold it within the time; empty means that all is there
  public Set<ServiceName> awaitSynced(Optional<Path> path, Duration timeout)
      throws InterruptedException {
    return Set.of();
  }

  /// Compares host and containers by hashes, reading all files on both sides, and puts right what
  /// differs. What is paused or still on its way is sent before.
  ///
  /// @param services empty means all that have something to be kept equal
  public SyncReport verify(Set<ServiceName> services, Duration timeout)
      throws InterruptedException {
    return new SyncReport(List.of(), List.of());
  }

  /// Restarts the process in each running container of a service, in the same pod.
  ///
  /// @return one per container; empty when none runs, or none that devloop can restart
  /// @throws dev.devloop.core.DevloopException exit PLATFORM: `sync-detached` (no stream to the
  ///   agent), `restart-timed-out`
  public List<Restarted> restart(ServiceName service, Duration timeout)
      throws InterruptedException {
    return List.of();
  }

  /// Ends watching and the stream. What was sent stays on the node for containers that start
  /// without this process.
  @Override
  public void close() {
    // follows
  }
}
