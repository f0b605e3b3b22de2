package dev.devloop.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// Certificates and keys as text.
final class Pem {

  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /// PKCS#8, not encrypted.
  static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, BASE64.encodeToString(content), kind);
  }

  /// The certificates of a text, in its order.
  ///
  /// @throws GeneralSecurityException the text holds something else
  static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    return factory.generateCertificates(bytes).stream().map(Pem::x509).toList();
  }

  private static X509Certificate x509(Certificate certificate) {
    return (X509Certificate) certificate;
  }

  /// @throws GeneralSecurityException the text is not the key of an elliptic curve
  static PrivateKey key(String text) throws GeneralSecurityException {
    var body = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not base64", e);
    }
  }
}
