package dev.devloop.kube;

import java.util.Optional;

/// What HTTPS needs in the cluster beside the services' own objects.
///
/// @param pair the certificate of the project's hosts; empty when devloop has none to give
/// @param bundle PEM: the certificates that containers are to trust; empty without HTTPS
/// @param redirects HTTP leads to HTTPS
public record HttpsParts(Optional<Pair> pair, String bundle, boolean redirects) {

  /// HTTP alone.
  public static final HttpsParts NONE = new HttpsParts(Optional.empty(), "", false);

  /// @param chain PEM, the server's own certificate first
  /// @param key PEM; a secret
  public record Pair(String chain, String key) {
    /// Without the key.
    @Override
    public String toString() {
      return "Pair[" + chain.length() + " characters]";
    }
  }
}
