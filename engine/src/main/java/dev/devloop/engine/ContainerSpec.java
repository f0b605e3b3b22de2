package dev.devloop.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container to be created.
///
/// @param name unique in the engine
/// @param image a reference that the engine has
/// @param command arguments of the image's entrypoint; empty keeps the image's own
/// @param labels say that it is devloop's and what for
/// @param ports published TCP ports
/// @param volumes volume name (or absolute host path) to path in the container
/// @param network network to join instead of the default one
/// @param restart start again after a crash and after a restart of the engine, unless stopped
public record ContainerSpec(
    String name,
    String image,
    List<String> command,
    Map<String, String> env,
    Map<String, String> labels,
    List<PublishedPort> ports,
    Map<String, String> volumes,
    Optional<String> network,
    boolean restart) {

  public ContainerSpec {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    labels = Map.copyOf(labels);
    ports = List.copyOf(ports);
    volumes = Map.copyOf(volumes);
  }

  /// A container with the image's defaults that is not started again.
  public static ContainerSpec of(String name, String image) {
    return new ContainerSpec(
        name, image, List.of(), Map.of(), Map.of(), List.of(), Map.of(), Optional.empty(), false);
  }

  public ContainerSpec command(String... words) {
    return new ContainerSpec(
        name, image, List.of(words), env, labels, ports, volumes, network, restart);
  }

  public ContainerSpec env(Map<String, String> variables) {
    return new ContainerSpec(
        name, image, command, variables, labels, ports, volumes, network, restart);
  }

  public ContainerSpec labels(Map<String, String> all) {
    return new ContainerSpec(name, image, command, env, all, ports, volumes, network, restart);
  }

  public ContainerSpec ports(PublishedPort... published) {
    return new ContainerSpec(
        name, image, command, env, labels, List.of(published), volumes, network, restart);
  }

  public ContainerSpec volumes(Map<String, String> mounts) {
    return new ContainerSpec(name, image, command, env, labels, ports, mounts, network, restart);
  }

  public ContainerSpec network(String joined) {
    return new ContainerSpec(
        name, image, command, env, labels, ports, volumes, Optional.of(joined), restart);
  }

  public ContainerSpec restarting() {
    return new ContainerSpec(name, image, command, env, labels, ports, volumes, network, true);
  }
}
