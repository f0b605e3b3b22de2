package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A folder of the host that the containers of some services have to be equal to.
///
/// @param host relative to the project folder
/// @param container absolute
/// @param services each with the number of its containers
record SyncedFolder(Project project, String host, String container, Map<String, Integer> services) {

  private static final Duration STARTED = Duration.ofMinutes(2);

  SyncedFolder {
    services = Map.copyOf(services);
  }

  Path folder() {
    return project.folder().resolve(host);
  }

  /// Waits as a person would, and no longer: when `devloop wait --synced` has come back, all
  /// containers must hold what the host holds, and `devloop verify` must have nothing to say.
  void mustBeEqual() {
    awaitContainers();
    project.devloop("wait", "--synced", host, "--timeout", "2m").mustEndWith(0);
    compare();
    services.keySet().forEach(service -> project.devloop("verify", service).mustEndWith(0));
  }

  /// Waits until all containers run that ought to.
  void awaitContainers() {
    services.forEach((service, number) ->
        Project.within(
            STARTED,
            () -> assertThat(LiveContainer.of(project, service)).as(service).hasSize(number)));
  }

  /// Waits until the containers hold nothing of it; the folder of the host need not be there.
  void awaitNothingThere() {
    Project.within(
        STARTED,
        () ->
            containers()
                .forEach(found -> assertThat(Trees.ofContainer(found, container)).isEmpty()));
  }

  void compare() {
    var wanted = Trees.ofHost(folder());
    services.forEach((service, number) -> {
      var containers = LiveContainer.of(project, service);
      assertThat(containers).as("containers of " + service).hasSize(number);
      containers.forEach(found ->
          assertThat(Trees.differences(wanted, Trees.ofContainer(found, container)))
              .as("differences in %s, %s", found.pod(), container)
              .isEmpty());
    });
  }

  /// All containers of all services.
  List<LiveContainer> containers() {
    return services.keySet().stream()
        .flatMap(service -> LiveContainer.of(project, service).stream())
        .toList();
  }
}
