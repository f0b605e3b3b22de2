package dev.devloop.engine;

import dev.devloop.core.Home;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a container engine listens.
///
/// @param uri `unix:///path` or `tcp://host:port`
/// @param origin where the address was found, such as `DOCKER_HOST` or `docker context colima`
/// @param certificates folder with ca.pem, cert.pem and key.pem when the engine wants TLS
public record EngineAddress(URI uri, String origin, Optional<Path> certificates) {

  /// The engine to use: `DOCKER_HOST`, else the current docker context, the default sockets, the
  /// engine that devloop started itself. The first one that answers counts. `DOCKER_HOST` is a
  /// choice that somebody made: when it is set nothing else is tried.
  ///
  /// @param env the environment of the process
  /// @throws dev.devloop.core.DevloopException `engine-unreachable` with every address tried and
  ///   why it failed
  public static EngineAddress find(Map<String, String> env, Home home) {
    return Unfinished.yet();
  }

  /// Variables that make the docker CLI (and kind, buildx) speak to this engine.
  public Map<String, String> environment() {
    return Unfinished.yet();
  }

  @Override
  public String toString() {
    return uri + " (" + origin + ")";
  }
}
