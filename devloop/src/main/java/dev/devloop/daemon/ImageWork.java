package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import java.util.Set;

/// What jobs want of images; later kinds of builders come in here.
interface ImageWork {

  /// Builds the service's image, or obtains it.
  ///
  /// @param force build from nothing, also when no input changed
  Made make(DevConfig config, ServiceConfig service, boolean force, Progress progress);

  /// An image in the engine.
  ///
  /// @param files of the build context that it was built from, relative to it; empty when nothing
  ///   is built
  record Made(String reference, Set<String> files) {
    public Made {
      files = Set.copyOf(files);
    }
  }

  /// Puts an image where the cluster gets it.
  ///
  /// @param registry host and port of the local registry
  /// @return what the cluster calls it
  String deliver(ServiceConfig service, String image, String registry, Progress progress);

  /// Obtains an image that a manifest names and puts it where the cluster gets it.
  void provide(DevConfig config, String image, ClusterAccess access, Progress progress);

  /// Removes images that were built for a service earlier, but for the newest two.
  ///
  /// @param inUse what its instances run, whatever its age
  void prune(String project, ServiceName service, ClusterAccess access, Set<String> inUse);

  /// Removes all images that were built for the project.
  void removeAll(String project, ClusterAccess access);
}
