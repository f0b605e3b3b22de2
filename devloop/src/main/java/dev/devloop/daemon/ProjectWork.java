package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.Event.ClusterFound;
import dev.devloop.core.Event.RegistryReady;
import dev.devloop.core.Job;
import dev.devloop.core.Outcome.Result;
import dev.devloop.core.Progress;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.sync.Restarted;
import dev.devloop.tls.Root;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What each job does, in terms of cluster, images and runtime.
final class ProjectWork implements Jobs.Work {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectWork.class);

  private final Clusters clusters;
  private final ImageWork images;
  private final Link link;
  private final TakeDown takeDown;
  private final LiveSync sync;
  private final HttpsSource https;
  private final Tidying tidying;
  private final Map<ServiceName, Set<String>> sources = new ConcurrentHashMap<>();
  private final Consumer<Event> post;

  ProjectWork(
      Clusters clusters,
      ImageWork images,
      Link link,
      TakeDown takeDown,
      LiveSync sync,
      HttpsSource https,
      Tidying tidying,
      Consumer<Event> post) {
    this.clusters = clusters;
    this.images = images;
    this.link = link;
    this.takeDown = takeDown;
    this.sync = sync;
    this.https = https;
    this.tidying = tidying;
    this.post = post;
  }

  @Override
  public Result run(Job job, State state, Progress progress) throws InterruptedException {
    var config =
        state.config().orElseThrow(() -> new IllegalStateException("no job without a config"));
    return switch (job) {
      case Job.StartCluster _ -> startCluster(config, progress);
      case Job.MakeImage(var name, _, var force) ->
          make(config, service(state, name), force, progress);
      case Job.DeliverImage(var name, var image) ->
          deliver(service(state, name), image, registry(state), progress);
      case Job.ApplyShared _ -> applyShared(config, access(state), progress);
      case Job.Deploy deploy -> deploy(config, state, deploy, progress);
      case Job.Restart restart -> restart(config, restart, progress);
      case Job.Pause(var all) -> pause(config, state, all, progress);
      case Job.TakeDown(var delete) -> takeDown(config, delete, progress);
    };
  }

  private Result startCluster(DevConfig config, Progress progress) {
    var access =
        clusters.ensure(config, registry -> post.accept(new RegistryReady(registry)), progress);
    link.open(access, config);
    // nothing that is deployed needs the ingress to start
    post.accept(new ClusterFound(access));
    clusters.awaitIngress(config, progress);
    return new Result.Cluster(access);
  }

  private Result make(DevConfig config, Service service, boolean force, Progress progress) {
    var made = images.make(config, service.config(), force, progress);
    sources.put(service.name(), made.files());
    return new Result.Image(made.reference());
  }

  private Result deliver(Service service, String image, String registry, Progress progress) {
    var delivered = images.deliver(service.config(), image, registry, progress);
    // before it is deployed: its first container is compared with what it was built from
    sync.built(service.config(), delivered, sources.getOrDefault(service.name(), Set.of()));
    return new Result.Image(delivered);
  }

  private Result applyShared(DevConfig config, ClusterAccess access, Progress progress) {
    var found = https.of(config);
    var needed = new Needed(images, clusters, config, access, found.root(), progress);
    var bundle = found.parts().bundle();
    if (!bundle.isEmpty()) {
      clusters.trust(access.name(), config.project(), bundle);
    }
    link.runtime().applyShared(config, found.parts(), needed, progress);
    var exposed =
        config.services().values().stream()
            .filter(service -> service.enabled() && !service.expose().isEmpty())
            .map(ServiceConfig::name)
            .collect(Collectors.toSet());
    clusters.unexpose(access.name(), config.project(), exposed);
    return new Result.Nothing();
  }

  private record Needed(
      ImageWork images,
      Clusters clusters,
      DevConfig config,
      ClusterAccess access,
      Optional<Root> root,
      Progress progress)
      implements ServiceRuntime.Needs {

    @Override
    public void image(String reference) {
      images.provide(config, reference, access, progress);
    }

    @Override
    public void gateway(boolean definitions) {
      clusters.gateway(access.name(), definitions, progress);
    }

    /// Without a root, which the state says why there is none, services run as well.
    @Override
    public void issuer() {
      root.ifPresent(it -> clusters.issuer(access.name(), config.issuer(), it, progress));
    }
  }

  private Result deploy(DevConfig config, State state, Job.Deploy deploy, Progress progress) {
    progress.step("deploy");
    var service = service(state, deploy.name()).config();
    link.runtime().deploy(config, service, deploy.image(), deploy.inputs());
    if (!service.expose().isEmpty()) {
      progress.step("expose");
      clusters.expose(config, service, link.runtime().nodePorts(config, service.name()), progress);
    }
    if (service(state, deploy.name()).config().build().isPresent()) {
      tidying.after(deploy.name());
    }
    return new Result.Nothing();
  }

  private Result restart(DevConfig config, Job.Restart restart, Progress progress)
      throws InterruptedException {
    progress.step("restart");
    if (restart.pods() || !inPlace(restart.name(), progress)) {
      link.runtime().restart(config, restart.name());
    }
    return new Result.Nothing();
  }

  /// Restarts the process and leaves its instances alone; returns when it serves again.
  ///
  /// @return false when that is not possible: new instances do as well
  private boolean inPlace(ServiceName service, Progress progress) throws InterruptedException {
    List<Restarted> containers;
    try {
      containers = sync.restart(service);
    } catch (DevloopException e) {
      LOG.info("{} cannot be restarted in place: {}", service, e.getMessage());
      containers = List.of();
    }
    boolean done = !containers.isEmpty() && containers.stream().allMatch(Restarted::ok);
    if (!done) {
      LOG.info("restart of {} in place: {}", service, containers);
      progress.step("new pods, for the process cannot be restarted in place");
      return false;
    }
    containers.stream()
        .filter(container -> !container.what().isEmpty())
        .forEach(container -> progress.line(container.pod() + ": " + container.what()));
    return true;
  }

  /// Nothing listens to a cluster that is frozen.
  private Result pause(DevConfig config, State state, boolean all, Progress progress) {
    try {
      new Freeze(clusters).run(target(config), all, link::close, progress);
    } catch (DevloopException e) {
      if (link.current().isEmpty()) {
        state.cluster().access().ifPresent(access -> link.open(access, config));
      }
      throw e;
    }
    return new Result.Nothing();
  }

  private static TakeDown.Target target(DevConfig config) {
    return new TakeDown.Target(config.project(), config.folder(), config.cluster().name());
  }

  private Result takeDown(DevConfig config, boolean delete, Progress progress) {
    link.close();
    takeDown.run(target(config), delete, progress);
    return new Result.Nothing();
  }

  private static ClusterAccess access(State state) {
    return state
        .cluster()
        .access()
        .orElseThrow(() -> new IllegalStateException("planned only with a cluster"));
  }

  private static String registry(State state) {
    return state
        .cluster()
        .registry()
        .orElseThrow(() -> new IllegalStateException("planned only with a registry"));
  }

  private static Service service(State state, ServiceName name) {
    return Optional.ofNullable(state.services().get(name))
        .orElseThrow(() -> new IllegalStateException("planned only for services of the config"));
  }
}
