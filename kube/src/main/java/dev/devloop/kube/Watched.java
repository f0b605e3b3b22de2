package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import java.util.Optional;
import java.util.Set;

/// What [Instances] has to know of a service beyond its pods.
///
/// @param readyLog the text of `ready: {log: ...}`: its containers count as ready only after a line
///   that contains it
/// @param secrets values that must not appear in evidence; those shorter than 5 characters are left
///   alone, they would blot out ordinary words
public record Watched(ServiceName service, Optional<String> readyLog, Set<String> secrets) {

  public Watched {
    secrets = Set.copyOf(secrets);
  }

  /// A service without a log check and without secrets.
  public static Watched of(ServiceName service) {
    return new Watched(service, Optional.empty(), Set.of());
  }
}
