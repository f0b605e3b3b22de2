package dev.devloop.kind;

/// A root certificate that cert-manager is to issue from.
///
/// @param issuer name of the ClusterIssuer
/// @param certificate PEM
/// @param key PEM, PKCS#8
public record IssuingRoot(String issuer, String certificate, String key) {

  /// Without the key: it must not get into a log.
  @Override
  public String toString() {
    return "IssuingRoot[" + issuer + "]";
  }
}
