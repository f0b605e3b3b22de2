package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a container engine listens.
///
/// @param uri `unix:///path` or `tcp://host:port`
/// @param origin where the address was found, such as `DOCKER_HOST` or `docker context colima`
/// @param certificates folder with ca.pem, cert.pem and key.pem when the engine wants TLS
public record EngineAddress(URI uri, String origin, Optional<Path> certificates) {

  /// The problem's id.
  static final String UNREACHABLE = "engine-unreachable";

  /// A local engine answers in milliseconds; one behind a slow network or a VM that wakes up gets
  /// this much.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// Asks an address whether an engine answers there.
  interface Probe {

    /// @return why none does; empty when one answers
    Optional<String> failure(EngineAddress address);
  }

  /// The engine to use: `DOCKER_HOST`, else the current docker context, the default sockets, the
  /// engine that devloop started itself. The first one that answers counts. `DOCKER_HOST` is a
  /// choice that somebody made: when it is set nothing else is tried.
  ///
  /// @param env the environment of the process
  /// @throws DevloopException `engine-unreachable` with every address tried and why it failed
  public static EngineAddress find(Map<String, String> env, Home home) {
    return find(env, home, EngineAddress::failure);
  }

  static EngineAddress find(Map<String, String> env, Home home, Probe probe) {
    var tried = new ArrayList<String>();
    for (var address : EngineAddresses.candidates(env, home)) {
      var failure = probe.failure(address);
      if (failure.isEmpty()) {
        return address;
      }
      tried.add(address + ": " + failure.get());
    }
    throw unreachable(tried);
  }

  /// Whether that is why something failed: no engine answered, or it no longer does.
  public static boolean isUnreachable(DevloopException failure) {
    return failure.problems().getFirst().id().equals(UNREACHABLE);
  }

  static DevloopException unreachable(List<String> tried) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                UNREACHABLE,
                "No container engine answers.",
                "None is installed or running, or this user may not use it.",
                "Start Docker (or set DOCKER_HOST), then run devloop again; `devloop doctor` tells"
                    + " more.")
            .withEvidence(tried));
  }

  static Optional<String> failure(EngineAddress address) {
    return switch (address.uri.getScheme()) {
      case "unix" -> socketFailure(address, Path.of(address.uri.getPath()));
      case "tcp" -> tcpFailure(address);
      case null, default -> Optional.of("devloop speaks unix:// and tcp:// only");
    };
  }

  private static Optional<String> socketFailure(EngineAddress address, Path socket) {
    if (!Files.exists(socket)) {
      return Optional.of("there is no such socket");
    }
    try {
      SocketCall.get(socket, "/_ping", PATIENCE);
      return address.origin.equals(EngineAddresses.CHOSEN) || startsPrivileged(socket)
          ? Optional.empty()
          : Optional.of(
              "it cannot start privileged containers here: this machine lacks CAP_SYS_RESOURCE");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// A cluster's node is a privileged container, which runc alone cannot start where a capability
  /// is missing. An engine with another default runtime has been prepared for that.
  private static boolean startsPrivileged(Path socket) throws IOException {
    return !Capabilities.ofThisProcess().wantWrapper()
        || !SocketCall.get(socket, "/info", PATIENCE).contains("\"DefaultRuntime\":\"runc\"");
  }

  private static Optional<String> tcpFailure(EngineAddress address) {
    try (var engine = Engine.connect(address)) {
      engine.ping(PATIENCE);
      return Optional.empty();
    } catch (DevloopException e) {
      var problem = e.problems().getFirst();
      var said = problem.evidence();
      return Optional.of(said.isEmpty() ? problem.what() : said.getFirst());
    }
  }

  static EngineAddress unix(Path socket, String origin) {
    return new EngineAddress(URI.create("unix://" + socket), origin, Optional.empty());
  }

  Optional<Path> socket() {
    return "unix".equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  /// Variables that make the docker CLI (and kind, buildx) speak to this engine.
  public Map<String, String> environment() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("DOCKER_HOST", uri.toString());
    certificates.ifPresent(folder -> {
      variables.put("DOCKER_TLS_VERIFY", "1");
      variables.put("DOCKER_CERT_PATH", folder.toString());
    });
    return variables;
  }

  @Override
  public String toString() {
    return uri + " (" + origin + ")";
  }
}
