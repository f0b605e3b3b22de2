package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The few calls of the distribution API that devloop makes to its own registry. (The JDK's newer
/// HTTP client costs half a second to start.)
final class RegistryApi {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String MANIFESTS =
      String.join(
          ",",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private final String registry;

  /// @param registry `localhost:PORT`
  RegistryApi(String registry) {
    // the registry listens on IPv4 only; `localhost` may be tried as ::1 first
    this.registry = registry.replaceFirst("^localhost:", "127.0.0.1:");
  }

  /// Whether it takes requests.
  boolean answers() {
    try {
      ask("GET", "ready", "ready");
      return true;
    } catch (DevloopException _) {
      return false;
    }
  }

  /// @param path without tag
  /// @param version tag or digest
  Optional<String> digest(String path, String version) {
    return ask("HEAD", path, version).map(answer -> answer.getHeaderField("Docker-Content-Digest"));
  }

  /// Nothing happens when it is gone or the registry does not allow to delete.
  void delete(String path, String digest) {
    ask("DELETE", path, digest);
  }

  /// @return empty when the registry answers with another status than 2xx
  private Optional<HttpURLConnection> ask(String method, String path, String version) {
    var uri = URI.create("http://" + registry + "/v2/" + path + "/manifests/" + version);
    try {
      var call = (HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY);
      call.setRequestMethod(method);
      call.setRequestProperty("Accept", MANIFESTS);
      call.setConnectTimeout((int) PATIENCE.toMillis());
      call.setReadTimeout((int) PATIENCE.toMillis());
      return call.getResponseCode() / 100 == 2 ? Optional.of(call) : Optional.empty();
    } catch (IOException e) {
      throw unreachable(uri, e);
    }
  }

  private DevloopException unreachable(URI uri, IOException e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "registry-unreachable",
                "The local registry at " + registry + " does not answer.",
                "Its container is stopped, or another program took its port.",
                "Run `devloop up` again: it starts the registry when it is down.")
            .withEvidence(List.of(uri + ": " + e)),
        e);
  }
}
