package dev.devloop.core.config;

import dev.devloop.core.ServiceName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// A checked dev-config.yaml: nothing in it is left to be validated. All paths are absolute.
///
/// @param folder the project folder: paths of the file are relative to it
/// @param file the file that was read
/// @param project DNS label: the namespace and the prefix of image names
/// @param domain such as `dev.localhost`
/// @param services in the order of the file
/// @param manifests files, folders and kustomizations with objects of the user
/// @param recipes folders with image recipes of the project
/// @param uiPort the port of the page, when the project wants a certain one
/// @param logBytes how much of the log is kept on disk, about
/// @param upkeep what is done to save the machine
public record DevConfig(
    Path folder,
    Path file,
    String project,
    String domain,
    ClusterConfig cluster,
    SequencedMap<ServiceName, ServiceConfig> services,
    List<Path> manifests,
    List<Path> recipes,
    OptionalInt uiPort,
    long logBytes,
    Upkeep upkeep) {

  /// What is kept when the file says nothing.
  public static final long LOG_BYTES = 256L << 20;

  public DevConfig {
    services = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(services));
    manifests = List.copyOf(manifests);
    recipes = List.copyOf(recipes);
  }

  /// One that does not care for the port of the page nor for the size of the log.
  public DevConfig(
      Path folder,
      Path file,
      String project,
      String domain,
      ClusterConfig cluster,
      SequencedMap<ServiceName, ServiceConfig> services,
      List<Path> manifests,
      List<Path> recipes) {
    this(
        folder,
        file,
        project,
        domain,
        cluster,
        services,
        manifests,
        recipes,
        OptionalInt.empty(),
        LOG_BYTES,
        Upkeep.NONE);
  }

  /// With other services.
  public DevConfig withServices(SequencedMap<ServiceName, ServiceConfig> others) {
    return new DevConfig(
        folder, file, project, domain, cluster, others, manifests, recipes, uiPort, logBytes,
        upkeep);
  }
}
