package dev.devloop.tls;

import dev.devloop.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/// A local certificate authority of this user. Its name constraint lets it speak for one domain and
/// the names below it, and for no address.
///
/// @param domain such as `localhost`
/// @param folder holds `root.crt` and `root.key` (PEM; the key is PKCS#8, ECDSA P-256, mode 0600)
/// @param certificate as it was read and found sound
public record Root(String domain, Path folder, X509Certificate certificate) {

  private static final int ID_DIGITS = 8;

  /// The file of the certificate.
  public Path file() {
    return certificateIn(folder);
  }

  /// The file of the private key.
  public Path keyFile() {
    return keyIn(folder);
  }

  static Path certificateIn(Path folder) {
    return folder.resolve("root.crt");
  }

  static Path keyIn(Path folder) {
    return folder.resolve("root.key");
  }

  /// What was noted when it was made.
  static Path noteIn(Path folder) {
    return folder.resolve("root.sha256");
  }

  /// The certificate as text.
  public String pem() {
    return Pem.of(certificate);
  }

  /// The private key as text: a secret.
  public String keyPem() {
    try {
      return Files.readString(keyFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PrivateKey key() {
    return RootCheck.key(this);
  }

  /// SHA-256 of the certificate, in lower case hex digits.
  public String fingerprint() {
    return fingerprint(certificate);
  }

  static String fingerprint(X509Certificate certificate) {
    try {
      return Sha256.hex(Sha256.digest().digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /// What the stores call it: stays the same, and differs from any other root's.
  public String label() {
    return "devloop ." + domain + " " + fingerprint().substring(0, ID_DIGITS);
  }

  /// [#label] as the name of a file, without its ending.
  String fileName() {
    return label().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
  }
}
