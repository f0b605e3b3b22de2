package dev.devloop.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A container as the engine knows it.
///
/// @param id full id
/// @param name without the leading slash
/// @param image reference or id that it was made from
/// @param labels its own and its image's labels
/// @param ports published ports
/// @param addresses its IPv4 address in each network it is part of; an empty text while it does not
///   run
/// @param started when it was last started; the epoch when it never was
public record EngineContainer(
    String id,
    String name,
    String image,
    State state,
    Map<String, String> labels,
    List<PublishedPort> ports,
    Map<String, String> addresses,
    Instant started) {

  /// What the container does.
  public enum State {
    CREATED,
    RUNNING,
    PAUSED,
    /// Ended; restarting and dead ones too.
    STOPPED
  }

  public EngineContainer {
    labels = Map.copyOf(labels);
    ports = List.copyOf(ports);
    addresses = Map.copyOf(addresses);
  }

  public boolean running() {
    return state == State.RUNNING;
  }
}
