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
/// @param https how the hosts are served
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
    Upkeep upkeep,
    HttpsMode https) {

  /// The domain of projects that nobody else uses (RFC 6761): one root signs for all below it.
  public static final String LOCALHOST = "localhost";

  /// What is kept when the file says nothing.
  public static final long LOG_BYTES = 256L << 20;

  public DevConfig {
    services = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(services));
    manifests = List.copyOf(manifests);
    recipes = List.copyOf(recipes);
  }

  /// One that does not care for the port of the page, the size of the log and HTTPS.
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
        Upkeep.NONE,
        HttpsMode.AUTO);
  }

  /// With other services.
  public DevConfig withServices(SequencedMap<ServiceName, ServiceConfig> others) {
    return new DevConfig(
        folder, file, project, domain, cluster, others, manifests, recipes, uiPort, logBytes,
        upkeep, https);
  }

  /// With another upkeep.
  public DevConfig withUpkeep(Upkeep other) {
    return new DevConfig(
        folder, file, project, domain, cluster, services, manifests, recipes, uiPort, logBytes,
        other, https);
  }

  /// With other rules for HTTPS.
  public DevConfig withHttps(HttpsMode other) {
    return new DevConfig(
        folder, file, project, domain, cluster, services, manifests, recipes, uiPort, logBytes,
        upkeep, other);
  }

  /// The domain of the root that signs for this project.
  public String rootDomain() {
    return rootOf(domain);
  }

  /// The domain of the root that signs for a project's domain: all of `.localhost` has one, every
  /// other domain its own.
  public static String rootOf(String domain) {
    return domain.equals(LOCALHOST) || domain.endsWith("." + LOCALHOST) ? LOCALHOST : domain;
  }

  /// Name of the ClusterIssuer of cert-manager that issues from that root.
  public String issuer() {
    return rootDomain().equals(LOCALHOST) ? "devloop" : "devloop-" + rootDomain();
  }

  /// The names that lead to enabled services, sorted.
  public List<String> hosts() {
    return services.values().stream()
        .filter(ServiceConfig::enabled)
        .flatMap(service -> service.hosts().stream())
        .map(HostRoute::host)
        .distinct()
        .sorted()
        .toList();
  }
}
