package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Observed;
import dev.devloop.core.Planner;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.core.Reducer;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.config.DevConfig;
import dev.devloop.engine.EngineAddress;
import dev.devloop.project.ProjectFiles;
import dev.devloop.project.ProjectNote;
import dev.devloop.project.Switches;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.HostTrust;
import dev.devloop.ui.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Looks at a project that has no daemon, and takes it down. The truth is in the cluster.
public final class ProjectLook {

  /// How long the API of a running cluster may take to answer.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Platform platform;
  private final ProjectFiles files;

  public ProjectLook(Platform platform, ProjectFiles files) {
    this.platform = platform;
    this.files = files;
  }

  /// The state as a daemon would see it.
  ///
  /// @throws DevloopException exit USAGE when the config is wrong
  public Snapshot look() throws InterruptedException {
    var config = check();
    var state = Reducer.apply(State.EMPTY, read(), Instant.now());
    var clusters = new KindClusters(platform);
    var name = config.cluster().name();
    var status = status(clusters, name);
    var access =
        status.phase() == ClusterPhase.RUNNING
            ? clusters.access(name)
            : Optional.<ClusterAccess>empty();
    if (access.isPresent()) {
      state = Reducer.apply(state, new Event.ClusterFound(access.get()), Instant.now());
      state = Reducer.apply(state, new Event.Seen(seen(config, access.get())), Instant.now());
    } else {
      state = Reducer.apply(state, new Event.ClusterSeen(status), Instant.now());
    }
    var plan = Planner.next(state, 1);
    return new Snapshot(0, state, plan, config.project(), name, Optional.empty());
  }

  /// Without an engine nothing runs.
  private static ClusterStatus status(Clusters clusters, String name) {
    try {
      return clusters.status(name);
    } catch (DevloopException e) {
      if (EngineAddress.isUnreachable(e)) {
        return ClusterStatus.of(ClusterPhase.NONE);
      }
      throw e;
    }
  }

  private Map<ServiceName, Observed> seen(DevConfig config, ClusterAccess access)
      throws InterruptedException {
    var first = new CompletableFuture<Map<ServiceName, Observed>>();
    try (var runtime = KubeRuntime.open(access, platform.env())) {
      runtime.watch(config, new First(first));
      return first.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "cluster-silent",
              "Cluster " + access.name() + " runs, but its API does not answer.",
              "It is just starting, or the machine is very busy.",
              "Try again; devloop doctor"),
          e);
    }
  }

  /// The checked config, manifests included.
  ///
  /// @throws DevloopException exit USAGE with all problems
  public DevConfig check() {
    return switch (read()) {
      case Event.ConfigLoaded(var config, _, _) -> config;
      case Event.ConfigRejected(var problems) ->
          throw new DevloopException(ExitCode.USAGE, problems);
      default -> throw new IllegalStateException("a reading ends in one of these");
    };
  }

  private Event read() {
    var https =
        new HttpsSource(
            Authorities.of(platform.home()),
            files.folder(),
            HostTrust.ofThisMachine(),
            Clock.systemUTC());
    return new ConfigSource(files.config(), new Switches(files.switches()), https.looking())
        .read(platform.env());
  }

  /// Takes the project down as it was when it was last up; its config may be wrong by now.
  ///
  /// @param delete see [TakeDown#run]
  public void down(boolean delete, Progress progress) {
    var clusters = new KindClusters(platform);
    new TakeDown(
            clusters,
            new EngineImages(platform),
            access -> KubeRuntime.open(access, platform.env()))
        .run(target(), delete, progress);
  }

  /// Freezes the cluster that the project was last up in.
  ///
  /// @param all also when other projects are active in it
  public void pause(boolean all, Progress progress) {
    new Freeze(new KindClusters(platform)).run(target(), all, () -> {}, progress);
  }

  /// Makes anew what of the cluster cannot be changed in place.
  ///
  /// @param agreed is asked with a line for each part, when there is something
  /// @return false when it was not agreed to
  public boolean recreate(Predicate<List<String>> agreed, Progress progress) {
    var config = check();
    return platform
        .tools(config.recipes())
        .kind()
        .recreate(config.cluster(), config.project(), agreed, progress);
  }

  /// The project as it was when it was last up.
  private TakeDown.Target target() {
    var note = ProjectNote.read(files.note());
    String project = note.name();
    String cluster = note.cluster();
    if (project.isEmpty()) {
      var config = check();
      project = config.project();
      cluster = config.cluster().name();
    }
    var folder = Optional.ofNullable(files.config().getParent()).orElse(files.config());
    return new TakeDown.Target(project, folder, cluster);
  }

  /// Takes the first thing that it hears.
  private record First(CompletableFuture<Map<ServiceName, Observed>> first)
      implements ServiceRuntime.Listener {
    @Override
    public void seen(Map<ServiceName, Observed> services) {
      first.complete(services);
    }

    @Override
    public void drifted() {}

    @Override
    public void lost() {}
  }
}
