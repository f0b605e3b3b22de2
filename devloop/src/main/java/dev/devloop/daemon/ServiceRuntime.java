package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.LogLine;
import dev.devloop.core.Observed;
import dev.devloop.core.PodUsage;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.kube.HttpsParts;
import dev.devloop.ui.Door;
import dev.devloop.ui.LogWish;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Where services run: what jobs want of it; later kinds come in here.
interface ServiceRuntime extends AutoCloseable {

  /// The project's namespace, the objects that belong to no service, and the removal of what left
  /// the config.
  ///
  /// @param https what HTTPS needs of them
  void applyShared(DevConfig config, HttpsParts https, Needs needs, Progress progress);

  void deploy(DevConfig config, ServiceConfig service, String image, String inputs);

  /// Where what a deployed service exposes is reached on a node: port of the container -> port of
  /// the node.
  Map<Integer, Integer> nodePorts(DevConfig config, ServiceName service);

  /// Gives the service new instances; returns when that begins to show.
  void restart(DevConfig config, ServiceName service) throws InterruptedException;

  /// Watches the project's services from now on; called again when the config changed.
  void watch(DevConfig config, Listener listener);

  /// Reads logs until there are no more, or until interrupted.
  void logs(DevConfig config, LogWish wish, Consumer<LogLine> sink) throws InterruptedException;

  /// Why what has the project's name is not the project's own, in half a sentence; empty when it
  /// is, or when there is nothing of that name.
  Optional<String> foreign(String project, Path folder);

  /// What instances use, by name.
  ///
  /// @param nodes that they run on
  Map<String, PodUsage> usage(DevConfig config, Set<String> nodes);

  /// Opens a shell in an instance.
  Door.Shell shell(
      DevConfig config, String instance, Optional<String> container, Door.ShellSink sink);

  /// Waits until what services have said by now is in the project's log, for a short time at most.
  default void catchUp() throws InterruptedException {}

  /// Removes the workloads; namespace and volumes stay.
  void takeDown(String project, Progress progress);

  /// Removes everything of the project.
  void delete(String project, Progress progress);

  @Override
  void close();

  /// Hears what happens to services; returns at once.
  interface Listener {
    void seen(Map<ServiceName, Observed> services);

    /// An object of the project was deleted by somebody else.
    void drifted();

    /// The cluster does not answer.
    void lost();
  }

  /// Provides what objects need before they are applied.
  interface Needs {
    /// An image that they name.
    void image(String reference);

    /// The Gateway API.
    ///
    /// @param definitions the objects do not bring these themselves
    void gateway(boolean definitions);

    /// cert-manager, with the issuer of the project.
    void issuer();
  }

  /// Connects to a cluster.
  interface Opener {
    ServiceRuntime open(ClusterAccess access);
  }
}
