package dev.devloop.tls;

import java.time.Instant;
import java.util.List;

/// What a server needs to speak for a project's hosts.
///
/// @param chain PEM: its own certificate, then the root's, so that tools show the whole chain
/// @param key PEM, PKCS#8; a secret
/// @param hosts the names that it speaks for
/// @param expires when it is no longer valid
/// @param renewal when it is replaced at the latest
public record ServerCertificate(
    String chain, String key, List<String> hosts, Instant expires, Instant renewal) {

  public ServerCertificate {
    hosts = List.copyOf(hosts);
  }

  /// Without the key.
  @Override
  public String toString() {
    return "ServerCertificate[" + hosts + " until " + expires + "]";
  }
}
