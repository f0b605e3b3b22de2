package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Which log lines are wanted.
///
/// @param services empty means all
/// @param follow go on with new lines and new pods until the stream is closed
/// @param tail at most this many last lines per container, before following
/// @param since only lines of this time or later
/// @param previous the container before the last restart, where there is one; not together with
///   `follow`
public record LogQuery(
    Set<ServiceName> services,
    boolean follow,
    OptionalInt tail,
    Optional<Instant> since,
    boolean previous) {

  public LogQuery {
    services = Set.copyOf(services);
  }

  /// All lines there are of these services (none named: of all).
  public static LogQuery of(ServiceName... services) {
    return new LogQuery(Set.of(services), false, OptionalInt.empty(), Optional.empty(), false);
  }

  /// Goes on with new lines.
  public LogQuery following() {
    return new LogQuery(services, true, tail, since, false);
  }

  public LogQuery last(int lines) {
    return new LogQuery(services, follow, OptionalInt.of(lines), since, previous);
  }

  public LogQuery since(Instant start) {
    return new LogQuery(services, follow, tail, Optional.of(start), previous);
  }

  /// Of the containers before their last restart.
  public LogQuery ofPrevious() {
    return new LogQuery(services, false, tail, since, true);
  }
}
