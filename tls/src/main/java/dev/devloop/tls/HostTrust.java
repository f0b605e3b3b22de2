package dev.devloop.tls;

import dev.devloop.core.DevloopException;
import dev.devloop.engine.Command;
import dev.devloop.engine.HostCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// What the programs of this machine trust, as its own list of certificates says.
public final class HostTrust {

  private final Optional<Path> bundle;

  HostTrust(Optional<Path> bundle) {
    this.bundle = bundle;
  }

  /// This machine's.
  public static HostTrust ofThisMachine() {
    return new HostTrust(HostCa.bundle());
  }

  /// One that trusts what a file holds.
  public static HostTrust of(Path bundle) {
    return new HostTrust(Optional.of(bundle));
  }

  /// The file with all certificates, where there is one.
  public Optional<Path> file() {
    return bundle;
  }

  /// Whether programs that use the system's certificates trust the root: a look at one file, on
  /// macOS at its keychain.
  public boolean trusts(Root root) {
    return (isMac() ? keychain() : text()).contains(body(root.pem()));
  }

  static boolean isMac() {
    return System.getProperty("os.name", "").startsWith("Mac");
  }

  private static String keychain() {
    try {
      var found =
          Command.of("security", "find-certificate", "-a", "-p", MacStore.KEYCHAIN)
              .run(Duration.ofSeconds(10));
      return String.join("\n", found.output());
    } catch (DevloopException _) {
      return "";
    }
  }

  /// Without the first and the last line, which tools write in different ways.
  private static String body(String pem) {
    return pem.lines().filter(line -> !line.startsWith("-")).collect(Collectors.joining("\n"));
  }

  /// PEM: all certificates that this machine trusts; those of this Java where the system has no
  /// list.
  public String certificates() {
    var text = bundle.isPresent() ? text() : "";
    return text.isBlank() ? ofJava() : text;
  }

  private String text() {
    try {
      return bundle.isPresent() ? Files.readString(bundle.get(), StandardCharsets.ISO_8859_1) : "";
    } catch (IOException _) {
      return ""; // it is replaced just now, or not for us: as if there were none
    }
  }

  private static String ofJava() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
          .map(Pem::of)
          .collect(Collectors.joining());
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException("Java's own certificates", e));
    }
  }
}
