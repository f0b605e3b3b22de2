package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.engine.Command;
import dev.devloop.tls.Root;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What jobs want of a cluster; later kinds of clusters come in here.
interface Clusters {

  /// Makes the project's cluster run; its ingress may not answer yet.
  ///
  /// @param registry is told where the registry is as soon as it takes images
  ClusterAccess ensure(DevConfig config, Consumer<String> registry, Progress progress);

  /// Returns when the ingress of a cluster that runs answers on this machine.
  void awaitIngress(DevConfig config, Progress progress);

  ClusterStatus status(String cluster);

  /// How it is reached, when it is there; starts nothing.
  Optional<ClusterAccess> access(String cluster);

  /// How many bytes have come to its ports so far.
  long received(String cluster);

  /// Freezes it.
  ///
  /// @return false when it does not run, and is not frozen either
  boolean pause(String cluster);

  /// Wakes it when it is frozen; returns when its API answers.
  void wake(String cluster);

  void stop(String cluster);

  void delete(String cluster, Progress progress);

  /// The projects that have a namespace in the cluster.
  List<Tenant> projects(String cluster);

  /// Removes images from the cluster that devloop built and that no instance uses.
  ///
  /// @param keep those that are about to be used
  void pruneImages(String cluster, Set<String> keep);

  /// Gives the containers of a project the certificates that they are to trust; those that run have
  /// them at once.
  ///
  /// @param bundle PEM
  void trust(String cluster, String project, String bundle);

  /// Makes ports of this machine lead to a service.
  ///
  /// @param nodePorts port of the container -> port of the node
  void expose(
      DevConfig config, ServiceConfig service, Map<Integer, Integer> nodePorts, Progress progress);

  /// Frees the ports of this machine that lead to services of a project.
  ///
  /// @param keep services that keep theirs
  void unexpose(String cluster, String project, Set<ServiceName> keep);

  /// Makes the cluster serve the Gateway API.
  ///
  /// @param definitions install those of the API too, unless there are some
  void gateway(String cluster, boolean definitions, Progress progress);

  /// Installs cert-manager and makes the root one of its issuers.
  ///
  /// @param issuer name of the ClusterIssuer
  void issuer(String cluster, String issuer, Root root, Progress progress);

  /// The argv that runs a program in an instance from the host, without the program.
  List<String> entry(ClusterAccess access, Place place, boolean terminal);

  /// The command of a stream to the agent on a cluster's node.
  Command agent(String cluster, String project);

  /// Drops what the cluster's node keeps of a project for live sync.
  ///
  /// @throws dev.devloop.core.DevloopException `sync-detached`
  void forget(String cluster, String project);

  /// A project in a cluster.
  ///
  /// @param folder where it is kept; empty when that is not known
  /// @param active whether it has workloads
  record Tenant(String project, Optional<Path> folder, boolean active) {}

  /// Where an instance is.
  ///
  /// @param container the one of several; empty means the first
  record Place(String node, String project, String instance, Optional<String> container) {}
}
