package dev.devloop.core;

import dev.devloop.core.config.BuildConfig;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells a state what happens, one event after the other, and starts what the planner says.
final class Story {

  static final ClusterAccess ACCESS =
      new ClusterAccess(
          "devloop",
          Path.of("/kubeconfig"),
          "kind-devloop",
          "1.36.3",
          80,
          443,
          "localhost:5001",
          Instant.EPOCH);
  static final ClusterConfig CLUSTER =
      new ClusterConfig("devloop", "1.36", ClusterConfig.Ingress.TRAEFIK, 80, 443);

  State state = State.EMPTY;
  int cores = 2;
  private Instant now = Instant.EPOCH;
  private final Map<ServiceName, Observed> cluster = new HashMap<>();

  static ServiceName name(String value) {
    return new ServiceName(value);
  }

  static ServiceConfig built(String name, String... dependsOn) {
    var build =
        new BuildConfig(
            Path.of("/p", name), Path.of("/p", name, "Dockerfile"), Optional.empty(), Map.of());
    return service(name, Optional.of(build), Optional.empty(), false, true, dependsOn);
  }

  static ServiceConfig pulled(String name, String... dependsOn) {
    return service(name, Optional.empty(), Optional.of(name + ":1"), false, true, dependsOn);
  }

  static ServiceConfig job(String name, String... dependsOn) {
    return service(name, Optional.empty(), Optional.of(name + ":1"), true, true, dependsOn);
  }

  static ServiceConfig disabled(String name) {
    return service(name, Optional.empty(), Optional.of(name + ":1"), false, false);
  }

  private static ServiceConfig service(
      String name,
      Optional<BuildConfig> build,
      Optional<String> image,
      boolean job,
      boolean enabled,
      String... dependsOn) {
    return new ServiceConfig(
        name(name),
        build,
        image,
        job,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(80),
        List.of(),
        Map.of(),
        List.of(),
        Stream.of(dependsOn).map(ServiceName::new).toList(),
        Optional.empty(),
        Optional.empty(),
        1,
        new Resources(Optional.empty(), Optional.empty()),
        List.of(),
        List.of(),
        List.of(),
        Trigger.AUTO,
        List.of(),
        enabled);
  }

  static DevConfig config(ServiceConfig... services) {
    return config(CLUSTER, services);
  }

  static DevConfig config(ClusterConfig cluster, ServiceConfig... services) {
    SequencedMap<ServiceName, ServiceConfig> map = new LinkedHashMap<>();
    for (var service : services) {
      map.put(service.name(), service);
    }
    return new DevConfig(
        Path.of("/p"),
        Path.of("/p/dev-config.yaml"),
        "shop",
        "shop.localhost",
        cluster,
        map,
        List.of(),
        List.of());
  }

  Story load(DevConfig config) {
    return load(config, "1");
  }

  Story load(DevConfig config, String digest) {
    var inputs = config.services().keySet().stream().collect(Collectors.toMap(n -> n, n -> digest));
    return on(new Event.ConfigLoaded(config, new Inputs(digest, inputs), Https.OFF));
  }

  Story up() {
    return on(new Event.Asked(new Request.Up()));
  }

  Story on(Event event) {
    now = now.plusMillis(10);
    state = Reducer.apply(state, event, now);
    return this;
  }

  List<Job> planned() {
    return Planner.next(state, cores).start();
  }

  Map<ServiceName, String> waits() {
    return Planner.next(state, cores).waits();
  }

  /// Starts what the planner says.
  Story start() {
    planned().forEach(job -> on(new Event.JobStarted(job)));
    return this;
  }

  Story ends(Job job, Outcome outcome) {
    return on(new Event.JobEnded(job, outcome));
  }

  /// Ends a job well, and lets the cluster show what that means.
  Story done(Job job) {
    return switch (job) {
      case Job.StartCluster _ -> ends(job, new Outcome.Done(new Outcome.Result.Cluster(ACCESS)));
      case Job.MakeImage(var name, _, _) ->
          ends(job, new Outcome.Done(new Outcome.Result.Image(name + ":made")));
      case Job.DeliverImage(_, var image) ->
          ends(job, new Outcome.Done(new Outcome.Result.Image("localhost:5001/" + image)));
      case Job.Deploy(var name, var inputs, var image) -> {
        ends(job, Outcome.DONE);
        yield sees(name.value(), ready(inputs, image));
      }
      case Job.ApplyShared _, Job.Restart _, Job.Rest _ -> ends(job, Outcome.DONE);
    };
  }

  Story sees(String name, Observed observed) {
    cluster.put(name(name), observed);
    return on(new Event.Seen(cluster));
  }

  static Observed ready(String inputs, String image) {
    var instance = new Instance("pod-1", Instance.Phase.RUNNING, true, 0, "node", Optional.empty());
    return new Observed(true, inputs, image, true, Optional.empty(), List.of(instance));
  }

  static Observed crashing(String inputs) {
    return new Observed(true, inputs, "", false, Optional.of(problem("crash-loop")), List.of());
  }

  static Problem problem(String id) {
    return Problem.of(id, id + " happened", "", "");
  }

  /// Starts and ends all that is planned until nothing is left.
  Story settle() {
    while (!planned().isEmpty() || !state.running().isEmpty()) {
      start();
      state.running().stream().map(RunningJob::job).toList().forEach(this::done);
    }
    return this;
  }

  ServicePhase phase(String name) {
    return Phases.of(state, service(name));
  }

  String reason(String name) {
    return Phases.reason(state, service(name), Planner.next(state, cores));
  }

  Service service(String name) {
    return Optional.ofNullable(state.services().get(name(name))).orElseThrow();
  }

  Optional<ExitCode> verdict() {
    return Verdict.of(state).map(Verdict::exit);
  }

  static Request restart(String name) {
    return new Request.Restart(Set.of(name(name)), false);
  }
}
