package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Networks of an engine.
public final class Networks {

  private final Calls calls;

  Networks(Calls calls) {
    this.calls = calls;
  }

  public List<EngineNetwork> list(Map<String, String> labels) {
    return ask(
        "list networks",
        docker ->
            docker.listNetworksCmd().withFilter("label", Labels.filter(labels)).exec().stream()
                .map(Networks::view)
                .toList());
  }

  public Optional<EngineNetwork> find(String name) {
    return ask("inspect network " + name, docker -> inspect(docker, name));
  }

  private static Optional<EngineNetwork> inspect(DockerClient docker, String name) {
    try {
      return Optional.of(view(docker.inspectNetworkCmd().withNetworkId(name).exec()));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  private static EngineNetwork view(Network seen) {
    var ipam = seen.getIpam() == null ? null : seen.getIpam().getConfig();
    var subnets =
        ipam == null
            ? Stream.<String>empty()
            : ipam.stream().map(Network.Ipam.Config::getSubnet).filter(Objects::nonNull);
    var containers = seen.getContainers();
    return new EngineNetwork(
        seen.getId(),
        seen.getName(),
        Labels.of(seen.getLabels()),
        subnets.toList(),
        containers == null ? List.of() : List.copyOf(containers.keySet()));
  }

  /// Makes a bridge network, IPv4, with masquerading; the one that is there when there is one.
  public EngineNetwork ensure(String name, Map<String, String> labels) {
    return ask(
        "create network " + name,
        docker -> {
          var found = inspect(docker, name);
          return found.isPresent() ? found.get() : create(docker, name, labels);
        });
  }

  /// Engines allow two networks of one name unless told; of two at once one gets a conflict.
  private static EngineNetwork create(
      DockerClient docker, String name, Map<String, String> labels) {
    try {
      docker
          .createNetworkCmd()
          .withName(name)
          .withDriver("bridge")
          .withCheckDuplicate(true)
          .withLabels(labels)
          .exec();
    } catch (ConflictException _) {
      // made by another process just now
    }
    return inspect(docker, name).orElseThrow(() -> new NotFoundException("no network " + name));
  }

  /// Puts a container into a network; nothing happens when it is in it.
  ///
  /// @param aliases names under which the others in the network find it
  public void connect(String network, String container, List<String> aliases) {
    ask(
        "connect container " + container + " to network " + network,
        docker -> {
          if (!joined(docker, container, network)) {
            docker
                .connectToNetworkCmd()
                .withNetworkId(network)
                .withContainerId(container)
                .withContainerNetwork(new ContainerNetwork().withAliases(aliases))
                .exec();
          }
          return "";
        });
  }

  /// Takes a container out of a network; nothing happens when it is not in it.
  public void disconnect(String network, String container) {
    ask(
        "take container " + container + " out of network " + network,
        docker -> {
          if (joined(docker, container, network)) {
            docker
                .disconnectFromNetworkCmd()
                .withNetworkId(network)
                .withContainerId(container)
                .withForce(true)
                .exec();
          }
          return "";
        });
  }

  private static boolean joined(DockerClient docker, String container, String network) {
    return docker
        .inspectContainerCmd(container)
        .exec()
        .getNetworkSettings()
        .getNetworks()
        .containsKey(network);
  }

  /// Removes a network without containers; nothing happens when there is none.
  public void remove(String name) {
    ask(
        "remove network " + name,
        docker -> {
          try {
            docker.removeNetworkCmd(name).exec();
          } catch (NotFoundException _) {
            // it is gone
          }
          return "";
        });
  }

  private <T> T ask(String doing, Calls.Call<T> call) {
    return calls.request(doing, Calls.USUAL, call);
  }
}
