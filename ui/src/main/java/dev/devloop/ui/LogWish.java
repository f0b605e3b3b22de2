package dev.devloop.ui;

import dev.devloop.core.ServiceName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Which log lines somebody wants to read.
///
/// @param services empty means all
/// @param follow go on with new lines
/// @param tail at most this many last lines of each instance
/// @param since not older than this
public record LogWish(
    Set<ServiceName> services, boolean follow, OptionalInt tail, Optional<Duration> since) {

  public LogWish {
    services = Set.copyOf(services);
  }
}
