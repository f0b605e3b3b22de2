package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Instance;
import dev.devloop.core.LogLine;
import dev.devloop.core.Observed;
import dev.devloop.core.PodUsage;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.core.config.Probe;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.kube.HttpsObjects;
import dev.devloop.kube.HttpsParts;
import dev.devloop.kube.Instances;
import dev.devloop.kube.InstancesListener;
import dev.devloop.kube.Kube;
import dev.devloop.kube.KubeObject;
import dev.devloop.kube.LogKeeper;
import dev.devloop.kube.LogQuery;
import dev.devloop.kube.ManifestFiles;
import dev.devloop.kube.Manifests;
import dev.devloop.kube.ObjectRef;
import dev.devloop.kube.Objects;
import dev.devloop.kube.Removed;
import dev.devloop.kube.Watched;
import dev.devloop.ui.Door;
import dev.devloop.ui.LogWish;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Services as objects of a Kubernetes cluster.
public final class KubeRuntime implements ServiceRuntime {

  /// A pod gets 30 s to end by default; some take longer to be noticed as gone.
  private static final Duration PODS_END = Duration.ofSeconds(90);

  /// Deleting a namespace waits for its volumes and for every API group.
  private static final Duration NAMESPACE_ENDS = Duration.ofMinutes(3);

  /// The first sign of a rollout comes within a second; a busy API server may take longer.
  private static final Duration RESTART_SHOWS = Duration.ofSeconds(20);

  /// A look at a log takes some milliseconds; one that a container fills all the time has no end.
  private static final Duration LOG_CATCHES_UP = Duration.ofMillis(700);

  private final Sightings sightings = new Sightings();
  private final Kube kube;
  private final Instant started;
  private final Map<String, String> env;
  private final Optional<LogKeeper> log;
  private Optional<Instances> watch = Optional.empty();
  private List<String> watchedNamespaces = List.of();

  private KubeRuntime(ClusterAccess access, Map<String, String> env, Optional<LogKeeper> log) {
    this.kube = Kube.connect(access.kubeconfig(), access.context());
    this.started = access.started();
    this.env = env;
    this.log = log;
  }

  /// @param env to find kubectl or kustomize in its PATH
  public static ServiceRuntime open(ClusterAccess access, Map<String, String> env) {
    return new KubeRuntime(access, env, Optional.empty());
  }

  /// One that also reads all that services say, as long as it watches them.
  ///
  /// @param log where that is kept
  static ServiceRuntime open(ClusterAccess access, Map<String, String> env, LogKeeper log) {
    return new KubeRuntime(access, env, Optional.of(log));
  }

  @Override
  public void applyShared(DevConfig config, HttpsParts https, Needs needs, Progress progress) {
    var manifests = manifests(config);
    progress.step("namespace " + config.project());
    kube.namespaces().claim(config.project(), config.folder());
    var applier = kube.applier(config.project());
    var shared = new ArrayList<>(manifests.shared(config));
    shared.addAll(HttpsObjects.of(config, https));
    var all = new ArrayList<>(shared);
    all.addAll(ofServices(config, manifests));
    applier.check(all);
    applier.enter(all);
    manifests.images(config).forEach(needs::image);
    if (config.https() == HttpsMode.CERT_MANAGER) {
      needs.issuer();
    }
    boolean ownDefinitions = manifests.defineGateway();
    if (manifests.useGateway() && !ownDefinitions) {
      needs.gateway(true);
    }
    if (!shared.isEmpty()) {
      progress.step(manifests.objects().isEmpty() ? "apply certificate" : "apply manifests");
      applier.apply(shared);
    }
    if (manifests.useGateway() && ownDefinitions) {
      needs.gateway(false);
    }
    tell(applier.prune(all), progress);
  }

  /// Volumes may be wanted again and are no news; what is the whole cluster's own is for the user.
  static void tell(Removed removed, Progress progress) {
    removed.kept().stream()
        .filter(ref -> ref.namespace().isEmpty())
        .forEach(ref -> progress.step("left in the cluster: kubectl delete " + ref));
  }

  /// What images they name does not matter here.
  private static List<KubeObject> ofServices(DevConfig config, Manifests manifests) {
    var all = new ArrayList<KubeObject>();
    config.services().values().stream()
        .filter(ServiceConfig::enabled)
        .forEach(s -> all.addAll(objects(config, s, manifests, "", "")));
    return all;
  }

  private static List<KubeObject> objects(
      DevConfig config, ServiceConfig service, Manifests manifests, String image, String inputs) {
    return service.workload().isPresent()
        ? List.of(manifests.workload(config, service, image, inputs))
        : Objects.of(config, service, image, ConfigSource.variables(service), inputs);
  }

  @Override
  public void deploy(DevConfig config, ServiceConfig service, String image, String inputs) {
    var manifests = service.workload().isPresent() ? manifests(config) : Manifests.NONE;
    kube.applier(config.project()).apply(objects(config, service, manifests, image, inputs));
  }

  @Override
  public Map<Integer, Integer> nodePorts(DevConfig config, ServiceName service) {
    return kube.nodePorts(config.project(), service);
  }

  @Override
  public void restart(DevConfig config, ServiceName service) throws InterruptedException {
    var before = sightings.of(service);
    kube.applier(config.project()).restart(service);
    // until this shows, the old instances would pass for the new ones
    sightings.await(service, now -> !now.complete() || others(before, now), RESTART_SHOWS);
  }

  private static boolean others(Observed before, Observed now) {
    return !names(before).equals(names(now));
  }

  private static Set<String> names(Observed observed) {
    return observed.instances().stream().map(Instance::name).collect(Collectors.toSet());
  }

  @Override
  public synchronized void watch(DevConfig config, Listener listener) {
    var namespaces = manifests(config).extraNamespaces(config);
    var services = config.services().values().stream().map(KubeRuntime::watched).toList();
    if (watch.isPresent() && namespaces.equals(watchedNamespaces)) {
      watch.get().services(services);
      return;
    }
    watch.ifPresent(Instances::close);
    watchedNamespaces = namespaces;
    watch =
        Optional.of(
            kube.watch(
                config.project(),
                started,
                namespaces,
                services,
                new Ear(listener, sightings),
                log));
  }

  private static Watched watched(ServiceConfig service) {
    var text =
        service
            .ready()
            .map(Probe::check)
            .flatMap(c -> c instanceof ReadyCheck.Log(var t) ? Optional.of(t) : Optional.empty());
    return new Watched(service.name(), text, Set.copyOf(ConfigSource.variables(service).values()));
  }

  @Override
  public void logs(DevConfig config, LogWish wish, Consumer<LogLine> sink)
      throws InterruptedException {
    var query = LogQuery.of(wish.services().toArray(ServiceName[]::new));
    if (wish.tail().isPresent()) {
      query = query.last(wish.tail().getAsInt());
    }
    if (wish.since().isPresent()) {
      query = query.since(Instant.now().minus(wish.since().get()));
    }
    var namespaces = manifests(config).extraNamespaces(config);
    try (var stream =
        kube.logs(config.project(), namespaces)
            .open(wish.follow() ? query.following() : query, sink)) {
      stream.await();
    }
  }

  @Override
  public Optional<String> foreign(String project, Path folder) {
    return kube.namespaces().foreign(project, folder);
  }

  @Override
  public Map<String, PodUsage> usage(DevConfig config, Set<String> nodes) {
    return kube.usage(config.project(), nodes);
  }

  @Override
  public Door.Shell shell(
      DevConfig config, String instance, Optional<String> container, Door.ShellSink sink) {
    return KubeShell.open(kube, config.project(), instance, container, sink);
  }

  @Override
  public void catchUp() throws InterruptedException {
    var now = instances();
    if (now.isPresent()) {
      now.get().catchUp(LOG_CATCHES_UP);
    }
  }

  private synchronized Optional<Instances> instances() {
    return watch;
  }

  @Override
  public void takeDown(String project, Progress progress) {
    kube.namespaces().deleteWorkloads(project, PODS_END);
  }

  @Override
  public void delete(String project, Progress progress) {
    tell(kube.namespaces().deleteAll(project, NAMESPACE_ENDS), progress);
  }

  private Manifests manifests(DevConfig config) {
    return config.manifests().isEmpty() ? Manifests.NONE : ManifestFiles.read(config, env);
  }

  @Override
  public synchronized void close() {
    watch.ifPresent(Instances::close);
    kube.close();
  }

  /// Hands on what is heard.
  private record Ear(Listener listener, Sightings sightings) implements InstancesListener {
    @Override
    public void changed(Map<ServiceName, Observed> services) {
      sightings.put(services);
      listener.seen(services);
    }

    @Override
    public void gone(ObjectRef object) {
      listener.drifted();
    }

    @Override
    public void lost(Problem problem) {
      listener.lost();
    }

    @Override
    public void found() {}
  }
}
