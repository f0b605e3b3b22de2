package dev.devloop.kube;

import dev.devloop.core.config.Probe;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The container of a service that devloop generates.
final class PodShape {

  /// Enough to be scheduled in the dozens on one laptop; the limit is the user's.
  private static final Quantity CPU_REQUEST = new Quantity("10m");

  /// How long one answer may take. Longer than the kubelet's 1 s: the first request to a dev server
  /// compiles.
  private static final int ANSWER_SECONDS = 5;

  /// How long a running service may fail its check until no request goes to it any more: a dev
  /// server that restarts itself is back by then.
  private static final Duration DROP_OUT = Duration.ofSeconds(6);

  /// The shortest period all day costs CPU, for a command far more than for a request.
  private static final Duration STEADY_EXEC = Duration.ofSeconds(10);

  /// How long a pod that was told to go still answers. The ingress hears of it some 0.2 s later,
  /// and would answer with 502 until then.
  private static final long HAND_OVER_SECONDS = 1;

  private PodShape() {}

  static Container container(
      ServiceConfig service, String image, List<String> secrets, List<String> claims) {
    var builder =
        new ContainerBuilder()
            .withName(service.name().value())
            .withImage(image)
            .withImagePullPolicy("IfNotPresent")
            .withCommand(service.command().stream().map(PodShape::literal).toList())
            .withArgs(service.args().stream().map(PodShape::literal).toList())
            .withEnv(env(service.env()))
            .withPorts(service.ports().stream().map(PodShape::port).toList())
            .withVolumeMounts(mounts(service, claims));
    var resources = resources(service.resources());
    if (!resources.getLimits().isEmpty()) {
      builder.withResources(resources);
    }
    secrets.forEach(secret ->
        builder.addNewEnvFrom().withNewSecretRef().withName(secret).endSecretRef().endEnvFrom());
    if (hasSuccessor(service)) {
      builder
          .withNewLifecycle()
          .withNewPreStop()
          .withNewSleep(HAND_OVER_SECONDS)
          .endPreStop()
          .endLifecycle();
    }
    service.ready().ifPresent(ready -> ready(builder, ready, startsGuarded(service)));
    service.live().ifPresent(live -> live(builder, live));
    return builder.build();
  }

  /// Whether another pod answers when this one goes. With a volume it goes first.
  private static boolean hasSuccessor(ServiceConfig service) {
    return !service.ports().isEmpty() && !service.job() && service.volumes().isEmpty();
  }

  static String portName(int port) {
    return "port-" + port;
  }

  private static List<EnvVar> env(Map<String, String> env) {
    return env.entrySet().stream()
        .map(e -> new EnvVar(e.getKey(), literal(e.getValue()), null))
        .toList();
  }

  /// The kubelet replaces `$(NAME)` in values and commands, and reads `$$` as `$`: what the config
  /// says is meant as it stands.
  private static String literal(String text) {
    return text.replace("$", "$$");
  }

  private static ContainerPort port(int port) {
    return new ContainerPortBuilder()
        .withName(portName(port))
        .withContainerPort(port)
        .withProtocol("TCP")
        .build();
  }

  private static List<VolumeMount> mounts(ServiceConfig service, List<String> claims) {
    var mounts = new java.util.ArrayList<VolumeMount>();
    for (int i = 0; i < claims.size(); i++) {
      mounts.add(
          new VolumeMountBuilder()
              .withName("volume-" + i)
              .withMountPath(service.volumes().get(i).path())
              .build());
    }
    return mounts;
  }

  private static ResourceRequirements resources(Resources wanted) {
    var builder = new ResourceRequirementsBuilder();
    wanted
        .cpu()
        .ifPresent(cpu -> {
          var limit = new Quantity(cpu);
          boolean tiny = limit.getNumericalAmount().compareTo(CPU_REQUEST.getNumericalAmount()) < 0;
          builder.addToLimits("cpu", limit).addToRequests("cpu", tiny ? limit : CPU_REQUEST);
        });
    wanted
        .memory()
        .map(Quantity::new)
        .ifPresent(memory -> builder.addToLimits("memory", memory).addToRequests("memory", memory));
    return builder.build();
  }

  /// Whether a startup probe comes first: it keeps a slow start from being killed by `live`, and a
  /// command from being run every second all day. Without one a service is ready about 0.6 s sooner
  /// (measured, kubelet 1.36): the kubelet begins to ask for readiness when it has heard of the
  /// startup probe's success, and that takes a round of its own.
  private static boolean startsGuarded(ServiceConfig service) {
    return service.live().isPresent()
        || service.ready().map(Probe::check).filter(ReadyCheck.Exec.class::isInstance).isPresent();
  }

  /// How long the check may fail at first, where no startup probe says it.
  static Optional<Duration> unguardedTimeout(ServiceConfig service) {
    return service
        .ready()
        .filter(ready -> !startsGuarded(service) && !(ready.check() instanceof ReadyCheck.Log))
        .map(Probe::timeout);
  }

  private static void ready(ContainerBuilder container, Probe ready, boolean guarded) {
    if (ready.check() instanceof ReadyCheck.Log) {
      return;
    }
    var exec = ready.check() instanceof ReadyCheck.Exec;
    var period = exec ? longer(ready.period(), STEADY_EXEC) : ready.period();
    container.withReadinessProbe(
        check(ready.check(), period)
            .withFailureThreshold(Math.max(3, times(DROP_OUT, period)))
            .build());
    if (guarded) {
      container.withStartupProbe(
          check(ready.check(), ready.period())
              .withFailureThreshold(times(ready.timeout(), ready.period()))
              .build());
    }
  }

  private static void live(ContainerBuilder container, Probe live) {
    if (!(live.check() instanceof ReadyCheck.Log)) {
      container.withLivenessProbe(
          check(live.check(), live.period())
              .withFailureThreshold(times(live.timeout(), live.period()))
              .build());
    }
  }

  private static ProbeBuilder check(ReadyCheck check, Duration period) {
    var probe =
        new ProbeBuilder()
            .withPeriodSeconds(Math.toIntExact(Math.max(1, period.toSeconds())))
            .withTimeoutSeconds(ANSWER_SECONDS);
    return switch (check) {
      case ReadyCheck.Http(var path, var port) ->
          probe.withNewHttpGet().withPath(path).withPort(new IntOrString(port)).endHttpGet();
      case ReadyCheck.Tcp(var port) ->
          probe.withNewTcpSocket().withPort(new IntOrString(port)).endTcpSocket();
      case ReadyCheck.Exec(var command) ->
          probe
              .withNewExec()
              .withCommand(command.stream().map(PodShape::literal).toList())
              .endExec();
      case ReadyCheck.Log(var text) -> throw new IllegalArgumentException("no probe reads " + text);
    };
  }

  private static int times(Duration timeout, Duration period) {
    return Math.toIntExact(Math.max(1, timeout.dividedBy(longer(period, Duration.ofSeconds(1)))));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
