package dev.devloop.core;

import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What a new config does to the state.
final class Configs {

  private Configs() {}

  static State loaded(State state, Event.ConfigLoaded loaded) {
    var config = loaded.config();
    var refused = state.config().map(old -> differences(old, config)).orElse(List.of());
    if (!refused.isEmpty() && state.cluster().phase() != ClusterPhase.NONE) {
      return state.withConfigProblems(refused);
    }
    SequencedMap<ServiceName, Service> services = new LinkedHashMap<>();
    config
        .services()
        .forEach((name, service) ->
            services.put(name, service(state, service, loaded.inputs().of(name))));
    var shared = state.shared();
    var sharedNow =
        shared.inputs().equals(loaded.inputs().shared())
            ? shared
            : shared.with(loaded.inputs().shared());
    var next = state.withConfig(config, loaded.https(), sharedNow, services);
    boolean moved =
        state.cluster().usable()
            && state.config().filter(old -> otherPorts(old, config)).isPresent();
    return moved ? next.withCluster(state.cluster().unsettled()) : next;
  }

  private static boolean otherPorts(DevConfig old, DevConfig now) {
    return old.cluster().httpPort() != now.cluster().httpPort()
        || old.cluster().httpsPort() != now.cluster().httpsPort();
  }

  private static Service service(State state, ServiceConfig config, String inputs) {
    var known = state.services().get(config.name());
    if (known == null) {
      return fresh(state, config, inputs);
    }
    boolean otherImage =
        !config.build().equals(known.config().build())
            || !config.image().equals(known.config().image());
    boolean same = inputs.equals(known.inputs()) && !otherImage;
    var next = known.withConfig(config, inputs);
    if (same) {
      return next;
    }
    next = next.withFailure(Optional.empty()).withAttempt(0);
    return otherImage ? next.withImage(newImage(known, config)) : next;
  }

  /// A service that left the config and came back may still have a job of its earlier life: its
  /// result must not count.
  private static Service fresh(State state, ServiceConfig config, String inputs) {
    var service = Service.of(config, inputs);
    int before =
        state
            .jobOn(config.name())
            .map(r -> r.job() instanceof Job.MakeImage make ? make.round() : 0)
            .orElse(0);
    var image = service.image();
    return image.wanted() == 0
        ? service
        : service.withImage(
            new ServiceImage(
                before + 1, false, image.made(), image.reference(), image.delivered()));
  }

  private static ServiceImage newImage(Service known, ServiceConfig config) {
    return config.build().isPresent() || config.image().isPresent()
        ? known.image().again(false)
        : ServiceImage.NONE;
  }

  /// Settings that are not changed under a running project, because what they name would be left
  /// behind or had to be deleted.
  private static List<Problem> differences(DevConfig old, DevConfig now) {
    var found = new ArrayList<Problem>();
    if (!old.project().equals(now.project())) {
      found.add(changed("project", old.project(), now.project(), "devloop down"));
    }
    clusterDifferences(old.cluster(), now.cluster(), found);
    return found;
  }

  private static void clusterDifferences(
      ClusterConfig old, ClusterConfig now, List<Problem> found) {
    if (!old.name().equals(now.name())) {
      found.add(changed("cluster.name", old.name(), now.name(), "devloop down"));
    }
    if (!old.kubernetes().equals(now.kubernetes())) {
      found.add(
          changed(
              "cluster.kubernetes", old.kubernetes(), now.kubernetes(), "devloop down --delete"));
    }
    if (old.ingress() != now.ingress()) {
      found.add(
          changed(
              "cluster.ingress",
              old.ingress().toString(),
              now.ingress().toString(),
              "devloop up --recreate"));
    }
  }

  private static Problem changed(String key, String old, String now, String command) {
    return Problem.of(
        "cluster-settings-changed",
        key + " was changed from " + old + " to " + now + " while the project is up.",
        "What runs was made with the old value; devloop deletes nothing by itself."
            + " The old configuration stands.",
        command.contains(" up ")
            ? command + " (it asks), or put the old value back"
            : command + " && devloop up, or put the old value back");
  }
}
