package dev.devloop.core;

import java.util.Optional;

/// Where log lines come from. One container run is one origin, so that a reading can go on where it
/// ended; make it once and use it for all lines.
///
/// @param service empty for what concerns the whole project
/// @param instance name of the pod; may be empty
/// @param uid of the pod, for a pod of the same name may follow; may be empty
/// @param container may be empty
/// @param run how often the container had been restarted before
public record LogOrigin(
    LogKind kind,
    Optional<ServiceName> service,
    String instance,
    String uid,
    String container,
    int run) {

  /// What concerns a service, and no instance of it.
  public static LogOrigin of(LogKind kind, ServiceName service) {
    return of(kind, service, "", "");
  }

  /// What concerns an instance of a service.
  public static LogOrigin of(LogKind kind, ServiceName service, String instance, String container) {
    return new LogOrigin(kind, Optional.of(service), instance, "", container, 0);
  }

  /// What concerns the project.
  public static LogOrigin of(LogKind kind) {
    return new LogOrigin(kind, Optional.empty(), "", "", "", 0);
  }
}
