package dev.devloop.core.config;

/// How the hosts of a project are served.
public enum HttpsMode {
  /// By HTTPS always; HTTP redirects to it as soon as this machine trusts devloop's root, and
  /// answers by itself until then.
  AUTO,
  /// By HTTPS alone: HTTP always redirects.
  REQUIRED,
  /// By HTTP alone.
  OFF,
  /// As `AUTO`, with certificates that cert-manager issues from the same root.
  CERT_MANAGER;

  /// Whether there is HTTPS at all.
  public boolean served() {
    return this != OFF;
  }
}
