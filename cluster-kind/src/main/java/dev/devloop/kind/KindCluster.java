package dev.devloop.kind;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.Home;
import dev.devloop.core.Progress;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import dev.devloop.engine.Command;
import dev.devloop.engine.Engine;
import dev.devloop.engine.ImageSource;
import dev.devloop.engine.Recipes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The kind clusters that devloop makes: this module's only door beside [KindDoctor]. Safe for use
/// from several threads and processes: what changes a cluster holds the lock of its name. A process
/// has one of these.
///
/// Every method may throw a `DevloopException` (exit code `PLATFORM`) when the engine does not
/// answer.
public final class KindCluster {

  private final Host host;
  private final ClusterLocks locks = new ClusterLocks();

  KindCluster(Host host) {
    this.host = host;
  }

  /// @param env the environment of the process: `KUBECONFIG`, `HOME`, proxies
  /// @param recipes make the kind program where there is none
  /// @param api opens connections to API servers
  public static KindCluster of(
      Map<String, String> env,
      Home home,
      Engine engine,
      ImageSource source,
      Recipes recipes,
      ApiClient.Opener api) {
    var docker = new EngineDocker(engine);
    return new KindCluster(
        new Host(
            docker,
            new Markers(docker),
            new EngineImages(home, engine, source),
            new KindProgram(env, engine.address(), progress -> recipes.tool("kind", progress)),
            new ClusterFiles(home.state().resolve("clusters")),
            UserKubeconfig.of(env),
            new LoopbackPorts(),
            new NodeAgent(
                progress -> recipes.tool("devloop-agent", progress),
                engine.address().environment()),
            api,
            (file, progress) -> PrivateFile.read(recipes.tool(file, progress)).orElseThrow()));
  }

  /// Makes the cluster run, with registry, proxy and ingress, and returns when it takes objects;
  /// what is there already is kept. A half-made cluster of devloop is deleted and made anew.
  ///
  /// @param project name of the project that asks; for messages
  /// @param registry is told host and port of the registry as soon as it takes images, on any
  ///   thread
  /// @throws dev.devloop.core.DevloopException with one of the problems `cluster-settings-differ`
  ///   (another project made it with other settings), `cluster-not-ours` (a cluster or kubeconfig
  ///   context of that name which devloop did not make), `cluster-half-made` (another devloop makes
  ///   it), `kubernetes-unknown` (no node image for that version), `cluster-create-failed`,
  ///   `cluster-start-failed`, `cluster-timeout`, `registry-failed`, `agent-failed`,
  ///   `kubeconfig-locked`, `kubeconfig-broken`, `name-in-use`, or those of obtaining images
  public ClusterAccess ensure(
      ClusterConfig wanted, String project, Consumer<String> registry, Progress progress) {
    var cluster = new ClusterName(wanted.name());
    var bringup =
        new Bringup(host, cluster, ClusterSettings.of(wanted), project, registry, progress);
    try (var _ = lock(cluster, progress)) {
      Steps.run(Steps.ensure(), bringup);
      host.files().save(cluster, host.files().record(cluster).with(project));
      return access(wanted.name()).orElseThrow();
    }
  }

  /// Returns when the ingress answers on its port of this machine, at once where there is to be
  /// none.
  ///
  /// @param wanted of a cluster that runs
  /// @throws dev.devloop.core.DevloopException `ingress-timeout`
  public void awaitIngress(ClusterConfig wanted, Progress progress) {
    var settings = ClusterSettings.of(wanted);
    var bringup = withoutProject(new ClusterName(wanted.name()), settings, progress);
    Steps.run(List.of(new WaitIngress()), bringup);
  }

  /// Makes anew what a bring-up cannot change in place: the ingress or, for another version of
  /// Kubernetes, the node. The next [#ensure] does the rest.
  ///
  /// @param agreed is asked once when there is something, with a line for each part
  /// @return false when it was not agreed to
  /// @throws dev.devloop.core.DevloopException `cluster-settings-differ` when another project works
  ///   in the cluster
  public boolean recreate(
      ClusterConfig wanted, String project, Predicate<List<String>> agreed, Progress progress) {
    var cluster = new ClusterName(wanted.name());
    var settings = ClusterSettings.of(wanted);
    var bringup = new Bringup(host, cluster, settings, project, _ -> {}, progress);
    try (var _ = lock(cluster, progress)) {
      return Recreate.ask(bringup, agreed);
    }
  }

  /// What state the cluster is in: a look at the engine, some milliseconds. `FAILED` is a half-made
  /// cluster that nobody works on; a cluster of that name which devloop did not make is `NONE`.
  public ClusterStatus status(String name) {
    var cluster = new ClusterName(name);
    if (host.files().record(cluster).creating() && locks.held(host.files().lock(cluster))) {
      return ClusterStatus.of(ClusterPhase.CREATING);
    }
    return ClusterLook.at(host, cluster).status();
  }

  /// How the cluster is reached when it is there and complete, running or not; starts nothing.
  public Optional<ClusterAccess> access(String name) {
    var cluster = new ClusterName(name);
    var docker = host.docker();
    var look = ClusterLook.at(host, cluster);
    return look.marker()
        .filter(_ -> docker.container(Names.REGISTRY).isPresent())
        .map(marker ->
            new ClusterAccess(
                name,
                host.ownKubeconfig(cluster),
                cluster.context(),
                marker.version(),
                Proxy.port(docker, cluster, ProxyConfig.HTTP),
                Proxy.port(docker, cluster, ProxyConfig.HTTPS),
                Registry.address(docker),
                look.started()));
  }

  /// The projects with a namespace in the cluster, by name. Of a cluster that does not run: as they
  /// were when devloop stopped or paused it, and those that asked for it since.
  public List<Project> projects(String name) {
    var cluster = new ClusterName(name);
    return ClusterLook.at(host, cluster).marker().isPresent()
        ? Projects.of(host, cluster)
        : List.of();
  }

  /// The command whose stdin and stdout are a project's stream to the agent of the node: frames as
  /// docs/sync.md describes them. It ends when either side closes the stream, and with an exit code
  /// other than 0 when there is no agent; start it again then.
  ///
  /// @param name of a cluster that runs
  public Command agentStream(String name, String project) {
    return host.agent().stream(new ClusterName(name), project);
  }

  /// Gives the containers of a project the certificates that they are to trust, by the agent of the
  /// node; those that run have them at once.
  ///
  /// @param name of a cluster that runs
  /// @param bundle PEM
  public void trust(String name, String project, String bundle) {
    host.docker().write(new ClusterName(name).node(), Map.of(NodeAgent.trust(project), bundle));
  }

  /// Makes ports of 127.0.0.1 lead to a service; those that it had before and that are no longer
  /// wanted are free when this returns.
  ///
  /// @param name of a cluster that runs
  /// @throws dev.devloop.core.DevloopException `port-in-use`
  public void expose(String name, Exposed wanted, Progress progress) {
    new Exposure(host, new ClusterName(name)).set(wanted, progress);
  }

  /// Frees the ports of this machine that lead to services of a project.
  ///
  /// @param keep services that keep theirs
  public void unexpose(String name, String project, Set<String> keep) {
    new Exposure(host, new ClusterName(name)).retain(project, keep);
  }

  /// Makes the ingress serve objects of the Gateway API; a cluster without devloop's ingress is
  /// left alone. The first time takes some seconds, in which the ingress starts anew.
  ///
  /// @param name of a cluster that runs
  /// @param definitions install those of the API too, unless there are some
  public void gateway(String name, boolean definitions, Progress progress) {
    var cluster = new ClusterName(name);
    try (var _ = lock(cluster, progress)) {
      var marker = ClusterLook.at(host, cluster).marker();
      if (marker.filter(it -> it.settings().ingress() == Ingress.TRAEFIK).isPresent()) {
        new Gateway(host, cluster).switchOn(definitions, progress);
      }
    }
  }

  /// Installs cert-manager where there is none, with a ClusterIssuer that issues from a root of
  /// devloop's. The first time takes some seconds, with the images there.
  ///
  /// @param name of a cluster that runs
  /// @throws dev.devloop.core.DevloopException with problem `cert-manager-failed`, or those of
  ///   obtaining images
  public void certManager(String name, IssuingRoot root, Progress progress) {
    var cluster = new ClusterName(name);
    try (var _ = lock(cluster, progress)) {
      new CertManager(host, cluster).ensure(root, progress);
    }
  }

  /// Stops the node and the proxy, and the registry when no other cluster runs; data stays. Does
  /// nothing when it is stopped or not there.
  public void stop(String name) {
    var cluster = new ClusterName(name);
    try (var _ = lock(cluster, Progress.NONE)) {
      new Shutdown(host, cluster).stop();
    }
  }

  /// How many bytes have come to the cluster's ports and to those that services expose since their
  /// proxies were started, from either side.
  public long received(String name) {
    var cluster = new ClusterName(name);
    return host.docker().received(cluster.proxy()) + new Exposure(host, cluster).received();
  }

  /// Freezes the node and the proxy: they get no CPU and keep their memory. [#ensure] wakes them.
  ///
  /// @return false when the cluster does not run and is not frozen either: nothing was done
  public boolean pause(String name) {
    var cluster = new ClusterName(name);
    try (var _ = lock(cluster, Progress.NONE)) {
      return new Freeze(host, cluster).pause();
    }
  }

  /// Wakes a frozen cluster and returns when its API answers. Does nothing to one that is not
  /// frozen.
  ///
  /// @throws dev.devloop.core.DevloopException with problem `cluster-timeout`
  public void wake(String name) {
    var cluster = new ClusterName(name);
    try (var _ = lock(cluster, Progress.NONE)) {
      var look = ClusterLook.at(host, cluster);
      if (look.phase() != ClusterPhase.PAUSED) {
        return;
      }
      new Freeze(host, cluster).wake();
      var settings = look.marker().orElseThrow().settings();
      new WaitApi().run(withoutProject(cluster, settings, Progress.NONE));
    }
  }

  /// Deletes the cluster with all that is in it, its proxy and its kubeconfig context; the registry
  /// and the network too when no other cluster is left. Does nothing when it is not there.
  ///
  /// @throws dev.devloop.core.DevloopException with problem `cluster-not-ours`
  public void delete(String name, Progress progress) {
    var cluster = new ClusterName(name);
    try (var _ = lock(cluster, progress)) {
      progress.step("Delete the cluster " + name);
      new Shutdown(host, cluster).delete();
    }
  }

  /// Removes images built by devloop (`localhost:PORT/...`) from the node that no container uses.
  /// Does nothing when the cluster does not run.
  ///
  /// @param keep references to keep although nothing uses them now
  /// @return names that are gone; an image may have several
  public List<String> pruneImages(String name, Set<String> keep) {
    var cluster = new ClusterName(name);
    // a command that begins in the node just when that is frozen hangs, and its waking with it
    try (var _ = lock(cluster, Progress.NONE)) {
      var look = ClusterLook.at(host, cluster);
      var built = Registry.address(host.docker()) + "/";
      return look.phase() == ClusterPhase.RUNNING
          ? NodeImagePrune.run(host.docker(), look.node().orElseThrow().id(), built, keep)
          : List.of();
    }
  }

  private Bringup withoutProject(ClusterName cluster, ClusterSettings settings, Progress progress) {
    return new Bringup(host, cluster, settings, "", _ -> {}, progress);
  }

  private ClusterLocks.Held lock(ClusterName cluster, Progress progress) {
    return locks.take(
        host.files().lock(cluster),
        () -> progress.line("another devloop works on cluster " + cluster.value() + ": waiting"));
  }
}
