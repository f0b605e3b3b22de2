package dev.devloop.engine;

import dev.devloop.core.Check;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `devloop doctor` says about the container engine. Changes nothing.
public final class EngineDoctor {

  /// The node, ingress, base images and a project's images take about 3 GB; below 10 GB a kubelet
  /// soon reports disk pressure.
  private static final long ENOUGH_GB = 10;

  private static final String CAPABILITIES = "capabilities";

  private EngineDoctor() {}

  /// Engine, storage driver, cgroups, capabilities, disk, buildx, registries: a finding for each,
  /// within a few seconds, also when no engine answers.
  public static List<Check> checks(Map<String, String> env, Home home) {
    var checks = new ArrayList<Check>();
    try (var engine = Engine.connect(EngineAddress.find(env, home))) {
      var info = engine.info();
      checks.add(engine(info, engine.address()));
      checks.add(storage(info));
      checks.add(cgroups(info));
      checks.add(capabilities(Capabilities.ofThisProcess(), info.defaultRuntime()));
      checks.add(disk(info.dataRoot(), engine.address()));
      checks.add(registries(engine.registries()));
    } catch (DevloopException e) {
      var problem = e.problems().getFirst();
      var why = String.join("; ", problem.evidence());
      checks.add(Check.fail("engine", problem.what() + " " + why, problem.fix()));
    }
    checks.add(cli(HostTools.of(env)));
    checks.add(buildx());
    return checks;
  }

  private static Check engine(EngineInfo info, EngineAddress address) {
    return Check.ok(
        "engine",
        "Docker "
            + info.version()
            + " on "
            + info.operatingSystem()
            + ", "
            + info.cpus()
            + " CPUs, "
            + (info.memory() >> 30)
            + " GB at "
            + address);
  }

  private static Check storage(EngineInfo info) {
    return info.storageDriver().equals("vfs")
        ? Check.warn(
            "storage driver",
            "vfs: each layer is a full copy",
            "Put the engine's data folder on a file system that overlay2 works on (ext4, xfs).")
        : Check.ok("storage driver", info.storageDriver());
  }

  private static Check cgroups(EngineInfo info) {
    return info.cgroupVersion() == 2
        ? Check.ok("cgroups", "version 2")
        : Check.ok("cgroups", "version 1: the cluster is set up for it");
  }

  static Check capabilities(Capabilities held, String runtime) {
    if (!held.wantWrapper()) {
      return Check.ok(CAPABILITIES, "nothing is missing");
    }
    return runtime.equals("runc")
        ? Check.fail(
            CAPABILITIES,
            "CAP_SYS_RESOURCE is missing, and the engine's runtime is plain runc",
            "Unset DOCKER_HOST: devloop then starts an engine of its own with a wrapper.")
        : Check.ok(CAPABILITIES, "CAP_SYS_RESOURCE is missing; the runtime " + runtime + " copes");
  }

  /// The data folder of an engine in a VM or elsewhere cannot be seen from here.
  private static Check disk(Path dataRoot, EngineAddress address) {
    if (address.socket().isEmpty() || !Files.isDirectory(dataRoot)) {
      return Check.ok("disk", "the engine's data folder is on another machine");
    }
    try {
      var free = Files.getFileStore(dataRoot).getUsableSpace() >> 30;
      var detail = free + " GB free at " + dataRoot;
      return free >= ENOUGH_GB
          ? Check.ok("disk", detail)
          : Check.warn(
              "disk", detail, "Free some space: docker system df, then docker image prune.");
    } catch (IOException e) {
      return Check.warn("disk", "unknown: " + e.getMessage(), "Look at df " + dataRoot + ".");
    }
  }

  private static Check registries(RegistryReach.RegistryAccess access) {
    var reachable = RegistryReach.of(access).reachable("docker.io");
    return reachable
        ? Check.ok("image registry", "Docker Hub or a mirror of it can be reached")
        : Check.warn(
            "image registry",
            "Docker Hub cannot be reached: images come from local recipes",
            "Nothing, if that is so in this network; else look at its proxy settings.");
  }

  private static Check cli(HostTools tools) {
    return tools
        .find("docker")
        .map(docker -> Check.ok("docker command", docker.toString()))
        .orElseGet(() ->
            Check.fail(
                "docker command",
                "not on the PATH; kind needs it",
                "Install the docker command line (apt-get install docker.io)."));
  }

  private static Check buildx() {
    return Builder.plugin()
        ? Check.ok("buildx", "installed")
        : Check.warn(
            "buildx",
            "no plugin of the docker command: devloop makes its own, or builds without",
            "Install docker-buildx for quicker builds.");
  }
}
