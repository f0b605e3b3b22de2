package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.engine.Command;
import dev.devloop.kind.Exposed;
import dev.devloop.kind.IssuingRoot;
import dev.devloop.sync.AgentDoor;
import dev.devloop.sync.ProjectSync;
import dev.devloop.tls.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clusters of kind.
public final class KindClusters implements Clusters {

  private static final Logger LOG = LoggerFactory.getLogger(KindClusters.class);

  private final Platform platform;

  public KindClusters(Platform platform) {
    this.platform = platform;
  }

  @Override
  public ClusterAccess ensure(DevConfig config, Consumer<String> registry, Progress progress) {
    return platform
        .tools(config.recipes())
        .kind()
        .ensure(config.cluster(), config.project(), registry, progress);
  }

  @Override
  public void awaitIngress(DevConfig config, Progress progress) {
    platform.tools().kind().awaitIngress(config.cluster(), progress);
  }

  @Override
  public ClusterStatus status(String cluster) {
    return platform.tools().kind().status(cluster);
  }

  @Override
  public Optional<ClusterAccess> access(String cluster) {
    return platform.tools().kind().access(cluster);
  }

  @Override
  public long received(String cluster) {
    return platform.tools().kind().received(cluster);
  }

  @Override
  public boolean pause(String cluster) {
    return platform.tools().kind().pause(cluster);
  }

  @Override
  public void wake(String cluster) {
    platform.tools().kind().wake(cluster);
  }

  @Override
  public void stop(String cluster) {
    platform.tools().kind().stop(cluster);
  }

  @Override
  public void delete(String cluster, Progress progress) {
    platform.tools().kind().delete(cluster, progress);
  }

  @Override
  public List<Tenant> projects(String cluster) {
    return platform.tools().kind().projects(cluster).stream()
        .map(p -> new Tenant(p.name(), p.folder(), p.active()))
        .toList();
  }

  @Override
  public void pruneImages(String cluster, Set<String> keep) {
    var gone = platform.tools().kind().pruneImages(cluster, keep);
    if (!gone.isEmpty()) {
      LOG.info("removed from the node: {}", gone);
    }
  }

  @Override
  public void expose(
      DevConfig config, ServiceConfig service, Map<Integer, Integer> nodePorts, Progress progress) {
    var ports = new TreeMap<Integer, Integer>();
    service
        .expose()
        .forEach(it ->
            Optional.ofNullable(nodePorts.get(it.port()))
                .ifPresent(node -> ports.put(it.host(), node)));
    var wanted = new Exposed(config.project(), service.name().value(), ports);
    platform.tools().kind().expose(config.cluster().name(), wanted, progress);
  }

  @Override
  public void unexpose(String cluster, String project, Set<ServiceName> keep) {
    var names = keep.stream().map(ServiceName::value).collect(Collectors.toSet());
    platform.tools().kind().unexpose(cluster, project, names);
  }

  @Override
  public void trust(String cluster, String project, String bundle) {
    platform.tools().kind().trust(cluster, project, bundle);
  }

  @Override
  public void gateway(String cluster, boolean definitions, Progress progress) {
    platform.tools().kind().gateway(cluster, definitions, progress);
  }

  @Override
  public void issuer(String cluster, String issuer, Root root, Progress progress) {
    var issuing = new IssuingRoot(issuer, root.pem(), root.keyPem());
    platform.tools().kind().certManager(cluster, issuing, progress);
  }

  @Override
  public Command agent(String cluster, String project) {
    return platform.tools().kind().agentStream(cluster, project);
  }

  @Override
  public void forget(String cluster, String project) {
    var command = agent(cluster, project);
    try {
      ProjectSync.forget(project, AgentDoor.command(command.argv(), command.env()));
    } catch (IOException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "sync-detached",
              "What the cluster's node keeps of " + project + " for live sync was not removed.",
              "There is no stream to the sync agent: " + e.getMessage() + ".",
              "Nothing: it goes with the cluster, and takes little room."));
    }
  }

  /// Through the node: it has kubectl and needs no port or kubeconfig of the host.
  @Override
  public List<String> entry(ClusterAccess access, Place place, boolean terminal) {
    var keyboard = terminal ? "-it" : "-i";
    var argv = new ArrayList<>(List.of("docker", "exec", keyboard, place.node(), "kubectl"));
    argv.addAll(List.of("--kubeconfig=/etc/kubernetes/admin.conf", "exec", keyboard));
    argv.addAll(List.of("-n", place.project(), place.instance()));
    place.container().ifPresent(c -> argv.addAll(List.of("-c", c)));
    argv.add("--");
    return argv;
  }
}
