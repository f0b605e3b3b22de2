package dev.devloop.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Decides what runs next, and says why the rest waits. Pure.
///
/// The rules, in the order of a bring-up: the cluster and the images are made side by side, and
/// images are delivered as soon as the registry takes them; once the cluster runs, the shared
/// objects are applied; a service is deployed when its image is delivered, the shared objects are
/// there and all that it depends on is ready. At most one job works on a service. Nothing that
/// failed is tried again here: requests and changed inputs clear failures.
public final class Planner {

  private final State state;
  private final int cores;
  private final List<Job> start = new ArrayList<>();
  private final SequencedMap<ServiceName, String> waits = new LinkedHashMap<>();

  private Planner(State state, int cores) {
    this.state = state;
    this.cores = cores;
  }

  /// What is to be done in this state.
  ///
  /// @param cores how many images may be built at once
  public static Plan next(State state, int cores) {
    return switch (state.goal()) {
      case WATCH -> Plan.NOTHING;
      case DOWN, PAUSED -> rest(state);
      case UP -> new Planner(state, cores).up();
    };
  }

  /// First everything else stops, so that nothing is made while it is taken away or frozen.
  private static Plan rest(State state) {
    var job = state.rest();
    if (job.isEmpty()) {
      return Plan.NOTHING;
    }
    var others =
        state.running().stream()
            .map(RunningJob::job)
            .filter(j -> !(j instanceof Job.Rest))
            .toList();
    List<Job> starts = state.running().isEmpty() ? List.of(job.get()) : List.of();
    return new Plan(starts, others, new LinkedHashMap<>());
  }

  private Plan up() {
    if (state.config().isEmpty()) {
      return Plan.NOTHING;
    }
    var cluster = state.cluster();
    if (!cluster.usable() && cluster.problem().isEmpty() && state.clusterJob().isEmpty()) {
      start.add(new Job.StartCluster(state.config().get().cluster()));
    }
    if (cluster.usable() && sharedIsDue()) {
      start.add(new Job.ApplyShared(state.shared().inputs()));
    }
    state.services().values().forEach(this::service);
    return new Plan(start, List.of(), waits);
  }

  private boolean sharedIsDue() {
    return !state.shared().current()
        && state.shared().failure().isEmpty()
        && state.running().stream().noneMatch(r -> r.job() instanceof Job.ApplyShared);
  }

  private void service(Service service) {
    if (!service.config().enabled()
        || service.failure().isPresent()
        || state.jobOn(service.name()).isPresent()) {
      return;
    }
    var image = service.image();
    if (image.made() < image.wanted()) {
      makeImage(service);
    } else if (image.due() && state.cluster().registry().isPresent()) {
      start.add(new Job.DeliverImage(service.name(), image.reference()));
    } else if (!state.cluster().usable()) {
      waits.put(service.name(), waitsForCluster());
    } else if (!service.current()) {
      deploy(service);
    } else {
      service.restart().ifPresent(start::add);
    }
  }

  private String waitsForCluster() {
    return state
        .cluster()
        .problem()
        .map(p -> "no cluster: " + p.what())
        .orElse("waits for the cluster");
  }

  private void makeImage(Service service) {
    long busy =
        state.running().stream().filter(r -> r.job() instanceof Job.MakeImage).count()
            + start.stream().filter(Job.MakeImage.class::isInstance).count();
    if (busy >= Math.max(1, cores)) {
      waits.put(service.name(), "waits for a free place to build");
      return;
    }
    start.add(new Job.MakeImage(service.name(), service.image().wanted(), service.image().force()));
  }

  private void deploy(Service service) {
    if (!state.shared().current()) {
      waits.put(
          service.name(),
          state
              .shared()
              .failure()
              .map(p -> "the project's objects could not be applied: " + p.what())
              .orElse("waits for the project's namespace and shared objects"));
      return;
    }
    var missing = missingDependency(service);
    if (missing.isPresent()) {
      waits.put(service.name(), missing.get());
      return;
    }
    start.add(
        new Job.Deploy(service.name(), service.key(), service.image().delivered().orElse("")));
  }

  private Optional<String> missingDependency(Service service) {
    return service.config().dependsOn().stream()
        .map(state.services()::get)
        .filter(d -> d != null && d.config().enabled() && !Phases.done(state, d))
        .findFirst()
        .map(d ->
            "waits for "
                + d.name()
                + (Phases.problem(state, d).isPresent() ? ", which failed" : ""));
  }
}
