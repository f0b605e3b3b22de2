package dev.devloop.core.config;

import dev.devloop.core.ServiceName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `services`.
///
/// @param build how its image is built, if it is
/// @param image the image to run when nothing is built
/// @param job runs once to its end instead of forever
/// @param workload the object of `manifests` that this service stands for; empty when devloop
///   generates one
/// @param command replaces the image's entrypoint when not empty
/// @param args replaces the image's command when not empty
/// @param ports container ports; the first one is what hosts and an `http`/`tcp` probe without a
///   port mean
/// @param hosts host names and paths of the ingress
/// @param expose ports that this machine reaches without the ingress
/// @param env plain environment variables
/// @param envFiles files whose variables become a Secret
/// @param dependsOn services that must be ready (jobs: done) before this one starts; a disabled one
///   is not waited for
/// @param ready readiness and startup probe
/// @param live liveness probe, only when asked for
/// @param replicas 0 or more; at most 1 with volumes
/// @param sync what is copied into the running container, in the order of the file: the last rule
///   wins
/// @param pull what is brought back from the container
/// @param trigger when changed files are looked at
/// @param onChange what else happens on a change, in the order of the file
/// @param enabled false: known, but not run
public record ServiceConfig(
    ServiceName name,
    Optional<BuildConfig> build,
    Optional<String> image,
    boolean job,
    Optional<WorkloadRef> workload,
    List<String> command,
    List<String> args,
    List<Integer> ports,
    List<HostRoute> hosts,
    List<ExposeConfig> expose,
    Map<String, String> env,
    List<EnvFile> envFiles,
    List<ServiceName> dependsOn,
    Optional<Probe> ready,
    Optional<Probe> live,
    int replicas,
    Resources resources,
    List<VolumeConfig> volumes,
    List<SyncRule> sync,
    List<PullRule> pull,
    Trigger trigger,
    List<ChangeRule> onChange,
    boolean enabled) {

  public ServiceConfig {
    command = List.copyOf(command);
    args = List.copyOf(args);
    ports = List.copyOf(ports);
    hosts = List.copyOf(hosts);
    expose = List.copyOf(expose);
    // keeps the order of the file, so that objects made from it are stable
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    envFiles = List.copyOf(envFiles);
    dependsOn = List.copyOf(dependsOn);
    volumes = List.copyOf(volumes);
    sync = List.copyOf(sync);
    pull = List.copyOf(pull);
    onChange = List.copyOf(onChange);
  }

  /// One without `expose`.
  public ServiceConfig(
      ServiceName name,
      Optional<BuildConfig> build,
      Optional<String> image,
      boolean job,
      Optional<WorkloadRef> workload,
      List<String> command,
      List<String> args,
      List<Integer> ports,
      List<HostRoute> hosts,
      Map<String, String> env,
      List<EnvFile> envFiles,
      List<ServiceName> dependsOn,
      Optional<Probe> ready,
      Optional<Probe> live,
      int replicas,
      Resources resources,
      List<VolumeConfig> volumes,
      List<SyncRule> sync,
      List<PullRule> pull,
      Trigger trigger,
      List<ChangeRule> onChange,
      boolean enabled) {
    this(
        name, build, image, job, workload, command, args, ports, hosts, List.of(), env, envFiles,
        dependsOn, ready, live, replicas, resources, volumes, sync, pull, trigger, onChange,
        enabled);
  }

  /// Run or not run.
  public ServiceConfig withEnabled(boolean value) {
    return new ServiceConfig(
        name, build, image, job, workload, command, args, ports, hosts, expose, env, envFiles,
        dependsOn, ready, live, replicas, resources, volumes, sync, pull, trigger, onChange, value);
  }

  /// With other exposed ports.
  public ServiceConfig withExpose(List<ExposeConfig> others) {
    return new ServiceConfig(
        name, build, image, job, workload, command, args, ports, hosts, others, env, envFiles,
        dependsOn, ready, live, replicas, resources, volumes, sync, pull, trigger, onChange,
        enabled);
  }

  /// The folder that the patterns of `onChange` are relative to: the build context, or the project
  /// folder when nothing is built.
  public Path root(Path projectFolder) {
    return build.map(BuildConfig::context).orElse(projectFolder);
  }
}
