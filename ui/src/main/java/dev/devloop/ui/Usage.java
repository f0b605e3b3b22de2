package dev.devloop.ui;

import dev.devloop.core.ServiceName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What services use.
///
/// @param at when it was measured
public record Usage(Instant at, Map<ServiceName, Amount> services) {

  public Usage {
    services = new LinkedHashMap<>(services);
  }

  /// Of all instances together.
  ///
  /// @param memory in bytes, without what the kernel would give back at once (working set)
  /// @param cpu in cores: 0.5 is half of one
  public record Amount(long memory, double cpu) {}
}
