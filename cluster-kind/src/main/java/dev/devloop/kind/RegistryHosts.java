package dev.devloop.kind;

import java.util.Map;

/// The files by which the node's containerd finds the local registry. It is asked first for every
/// image, whatever its host: images that devloop pushed under their own path keep the names that
/// production uses. What it does not have is pulled from where it comes from.
final class RegistryHosts {

  private static final String DIRECTORY = "/etc/containerd/certs.d/";
  private static final String URL = "http://" + Names.REGISTRY + ":" + Names.REGISTRY_PORT;

  private RegistryHosts() {}

  static String path(int hostPort) {
    return DIRECTORY + "localhost:" + hostPort + "/hosts.toml";
  }

  /// @param hostPort the port of the registry on the host: built images are `localhost:PORT/...`
  /// @return path in the node to text
  static Map<String, String> files(int hostPort) {
    var mirror =
        """
        [host."%s"]
          capabilities = ["pull", "resolve"]
        """
            .formatted(URL);
    return Map.of(
        DIRECTORY + "_default/hosts.toml",
        mirror,
        path(hostPort),
        "server = \"%s\"\n\n%s".formatted(URL, mirror));
  }
}
