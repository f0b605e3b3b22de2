package dev.devloop.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The engine's words about a container as our value.
final class ContainerView {

  private ContainerView() {}

  static EngineContainer of(InspectContainerResponse seen) {
    var config = seen.getConfig();
    return new EngineContainer(
        seen.getId(),
        seen.getName().replaceFirst("^/", ""),
        config.getImage() == null ? seen.getImageId() : config.getImage(),
        state(seen),
        Labels.of(config.getLabels()),
        ports(seen),
        addresses(seen),
        started(seen));
  }

  private static EngineContainer.State state(InspectContainerResponse seen) {
    var state = seen.getState();
    if (Boolean.TRUE.equals(state.getPaused())) {
      return EngineContainer.State.PAUSED;
    }
    if (Boolean.TRUE.equals(state.getRestarting())) {
      return EngineContainer.State.STOPPED;
    }
    if (Boolean.TRUE.equals(state.getRunning())) {
      return EngineContainer.State.RUNNING;
    }
    return "created".equals(state.getStatus())
        ? EngineContainer.State.CREATED
        : EngineContainer.State.STOPPED;
  }

  /// Docker says year 1 of one that was never started.
  private static Instant started(InspectContainerResponse seen) {
    try {
      var at = Instant.parse(text(seen.getState().getStartedAt()));
      return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  /// A stopped container publishes nothing: then what it will ask for counts.
  private static List<PublishedPort> ports(InspectContainerResponse seen) {
    var published = ports(seen.getNetworkSettings().getPorts());
    var host = seen.getHostConfig();
    return published.isEmpty() && host != null ? ports(host.getPortBindings()) : published;
  }

  private static List<PublishedPort> ports(@Nullable Ports ports) {
    if (ports == null || ports.getBindings() == null) {
      return List.of();
    }
    return ports.getBindings().entrySet().stream()
        .flatMap(e -> published(e.getKey(), e.getValue()))
        .toList();
  }

  private static Stream<PublishedPort> published(
      ExposedPort inside, Ports.Binding @Nullable [] bindings) {
    return bindings == null
        ? Stream.empty()
        : Stream.of(bindings)
            .map(b -> new PublishedPort(text(b.getHostIp()), port(b), inside.getPort()));
  }

  private static int port(Ports.Binding binding) {
    var port = text(binding.getHostPortSpec());
    return port.matches("\\d+") ? Integer.parseInt(port) : 0;
  }

  private static Map<String, String> addresses(InspectContainerResponse seen) {
    var addresses = new HashMap<String, String>();
    seen.getNetworkSettings()
        .getNetworks()
        .forEach((name, network) -> addresses.put(name, text(network.getIpAddress())));
    return addresses;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
