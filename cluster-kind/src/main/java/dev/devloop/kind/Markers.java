package dev.devloop.kind;

import dev.devloop.engine.EngineContainer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The markers of nodes. One that was read is remembered: it is next to never written again, and
/// reading a file of a container is the slowest of the engine's quick calls (some 30 ms, an
/// inspection takes 2).
final class Markers {

  private final Docker docker;
  private final ConcurrentHashMap<String, Marker> known = new ConcurrentHashMap<>();

  Markers(Docker docker) {
    this.docker = docker;
  }

  /// Replaces a node's marker; a stopped node will do.
  void write(EngineContainer node, Marker marker) {
    docker.write(node.id(), Map.of(Marker.PATH, Json.write(marker)));
    known.put(node.id(), marker);
  }

  Optional<Marker> of(EngineContainer node) {
    var remembered = Optional.ofNullable(known.get(node.id()));
    if (remembered.isPresent()) {
      return remembered;
    }
    var read = docker.read(node.id(), Marker.PATH).flatMap(text -> Json.read(text, Marker.class));
    read.ifPresent(marker -> known.put(node.id(), marker));
    return read;
  }
}
