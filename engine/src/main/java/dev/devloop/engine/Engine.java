package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The container engine's API. Calls block, may be made from any thread, and end with a
/// [dev.devloop.core.DevloopException]: `engine-timeout` when the engine does not answer in time,
/// `engine-error` with what it said otherwise.
public final class Engine implements AutoCloseable {

  private final Calls calls;
  private final Containers containers;
  private final Images images;
  private final Networks networks;
  private final Volumes volumes;

  private Engine(Calls calls) {
    this.calls = calls;
    this.containers = new Containers(calls);
    this.images = new Images(calls);
    this.networks = new Networks(calls);
    this.volumes = new Volumes(calls);
  }

  /// Connects lazily: nothing is asked yet.
  public static Engine connect(EngineAddress address) {
    return new Engine(new Calls(address, client(address)));
  }

  /// No API version is pinned: engines drop old ones (Docker 29 asks for at least 1.44), and
  /// without one each engine speaks its own.
  private static DockerClient client(EngineAddress address) {
    var config = new DefaultDockerClientConfig.Builder().withDockerHost(address.uri().toString());
    address
        .certificates()
        .ifPresent(
            folder -> config.withDockerTlsVerify(true).withDockerCertPath(folder.toString()));
    var settled = config.build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(settled.getDockerHost())
            .sslConfig(settled.getSSLConfig())
            // long streams (logs, builds) hold one each
            .maxConnections(100)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
    return DockerClientImpl.getInstance(settled, http);
  }

  /// Where it listens; `address().environment()` is for subprocesses.
  public EngineAddress address() {
    return calls.address();
  }

  /// Whether it answers.
  ///
  /// @throws dev.devloop.core.DevloopException it does not, and why
  public void ping(Duration deadline) {
    try {
      calls.tell("answer", deadline, docker -> docker.pingCmd().exec());
    } catch (DockerException e) {
      throw Calls.refused("answer", e);
    }
  }

  /// What the engine says about itself.
  public EngineInfo info() {
    try {
      return calls.ask("tell about itself", Engine::info);
    } catch (DockerException e) {
      throw Calls.refused("tell about itself", e);
    }
  }

  private static EngineInfo info(DockerClient docker) {
    var info = docker.infoCmd().exec();
    var version = docker.versionCmd().exec();
    return new EngineInfo(
        version.getVersion(),
        version.getApiVersion(),
        Objects.toString(info.getDriver(), ""),
        // engines before 20.10 do not tell, and know version 1 only
        "2".equals(info.getCGroupVersion()) ? 2 : 1,
        Path.of(Objects.toString(info.getDockerRootDir(), "")),
        Objects.toString(info.getOperatingSystem(), ""),
        Objects.toString(info.getArchitecture(), ""),
        Objects.requireNonNullElse(info.getNCPU(), 0),
        Objects.requireNonNullElse(info.getMemTotal(), 0L),
        Objects.toString(info.getRawValues().get("DefaultRuntime"), ""));
  }

  /// What decides whether an image can be pulled.
  RegistryReach.RegistryAccess registries() {
    try {
      return calls.ask("tell about its registries", this::registries);
    } catch (DockerException e) {
      throw Calls.refused("tell about its registries", e);
    }
  }

  private RegistryReach.RegistryAccess registries(DockerClient docker) {
    var info = docker.infoCmd().exec();
    var config = info.getRegistryConfig();
    var mirrors =
        config != null && config.getMirrors() instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.<String>of();
    var proxy = Objects.toString(info.getHttpsProxy(), "");
    return new RegistryReach.RegistryAccess(
        mirrors, !proxy.isEmpty() || address().socket().isEmpty());
  }

  public Containers containers() {
    return containers;
  }

  public Images images() {
    return images;
  }

  public Networks networks() {
    return networks;
  }

  public Volumes volumes() {
    return volumes;
  }

  @Override
  public void close() {
    calls.close();
  }
}
