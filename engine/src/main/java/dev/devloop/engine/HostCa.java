package dev.devloop.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The certificates that this host trusts, with those of its network.
public final class HostCa {

  /// Debian and Alpine, Fedora, macOS.
  private static final List<String> USUAL =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/cert.pem");

  private HostCa() {}

  /// One file with all of them; empty when this host has none that is known.
  public static Optional<Path> bundle() {
    return USUAL.stream().map(Path::of).filter(Files::isReadable).findFirst();
  }
}
