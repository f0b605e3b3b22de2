package dev.devloop.core;

import java.util.Optional;

/// How the project's hosts are served, as it was found out when the config was read.
///
/// @param served by HTTPS, with a certificate for the hosts
/// @param redirects HTTP leads to HTTPS, and URLs are shown as HTTPS
/// @param problem why there is no HTTPS although the config asks for it
public record Https(boolean served, boolean redirects, Optional<Problem> problem) {

  /// HTTP alone.
  public static final Https OFF = new Https(false, false, Optional.empty());
}
