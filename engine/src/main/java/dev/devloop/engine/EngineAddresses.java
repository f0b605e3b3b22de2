package dev.devloop.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import dev.devloop.core.Home;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where an engine may listen, in the order in which they are tried.
final class EngineAddresses {

  /// Origin of an address that somebody chose for this command.
  static final String CHOSEN = "DOCKER_HOST";

  /// Origin of the engine that devloop starts itself.
  static final String OWN = "started by devloop";

  private EngineAddresses() {}

  static List<EngineAddress> candidates(Map<String, String> env, Home home) {
    var chosen = Optional.ofNullable(env.get("DOCKER_HOST")).filter(host -> !host.isBlank());
    if (chosen.isPresent()) {
      return List.of(new EngineAddress(uri(chosen.get()), CHOSEN, certificates(env)));
    }
    var user = userHome(env);
    var all = new ArrayList<EngineAddress>();
    context(env, configFolder(env)).ifPresent(all::add);
    all.add(EngineAddress.unix(Path.of("/var/run/docker.sock"), "default socket"));
    all.add(EngineAddress.unix(user.resolve(".docker/run/docker.sock"), "Docker Desktop"));
    Optional.ofNullable(env.get("XDG_RUNTIME_DIR"))
        .map(dir -> EngineAddress.unix(Path.of(dir, "docker.sock"), "rootless Docker"))
        .ifPresent(all::add);
    all.add(own(home));
    return all;
  }

  /// The engine that devloop starts itself.
  static EngineAddress own(Home home) {
    return EngineAddress.unix(EngineFolders.of(home).socket(), OWN);
  }

  /// What is no address at all is shown as one that cannot be used.
  private static URI uri(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException _) {
      return URI.create("invalid:" + Integer.toHexString(text.hashCode()));
    }
  }

  static Path userHome(Map<String, String> env) {
    return Path.of(
        Optional.ofNullable(env.get("HOME")).orElseGet(() -> System.getProperty("user.home", "/")));
  }

  static Path configFolder(Map<String, String> env) {
    return Optional.ofNullable(env.get("DOCKER_CONFIG"))
        .map(Path::of)
        .orElseGet(() -> userHome(env).resolve(".docker"));
  }

  /// As the docker CLI does it: TLS when DOCKER_TLS_VERIFY is set to anything.
  private static Optional<Path> certificates(Map<String, String> env) {
    return env.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()
        ? Optional.empty()
        : Optional.of(
            Optional.ofNullable(env.get("DOCKER_CERT_PATH"))
                .map(Path::of)
                .orElseGet(() -> configFolder(env)));
  }

  /// The context that `docker context use` chose; `default` means the default socket.
  private static Optional<EngineAddress> context(Map<String, String> env, Path config) {
    return Optional.ofNullable(env.get("DOCKER_CONTEXT"))
        .filter(name -> !name.isBlank())
        .or(() -> text(json(config.resolve("config.json")), "/currentContext"))
        .filter(name -> !name.equals("default"))
        .flatMap(name -> context(name, config.resolve("contexts")));
  }

  /// The docker CLI names the folders of a context by the hash of its name.
  private static Optional<EngineAddress> context(String name, Path contexts) {
    var folder = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    var certificates = contexts.resolve("tls").resolve(folder).resolve("docker");
    return text(
            json(contexts.resolve("meta").resolve(folder).resolve("meta.json")),
            "/Endpoints/docker/Host")
        .map(host ->
            new EngineAddress(
                uri(host),
                "docker context " + name,
                Optional.of(certificates).filter(Files::isDirectory)));
  }

  private static Optional<JsonNode> json(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException _) {
      // a file that the docker CLI could not read either: as if there were none
      return Optional.empty();
    }
  }

  private static Optional<String> text(Optional<JsonNode> json, String pointer) {
    return json.map(node -> node.at(pointer)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
