package dev.devloop.core.config;

import java.time.Duration;

/// A check that is repeated.
///
/// @param check what is asked
/// @param period between two checks; whole seconds, 1 or more; meaningless for a [ReadyCheck.Log]
/// @param timeout for `ready`: how long a service may take from its container's start until it is
///   failed; for `live`: how long it may fail until its container is restarted; at least one period
public record Probe(ReadyCheck check, Duration period, Duration timeout) {

  /// Of `ready`. The shortest period that the kubelet knows: it is most of the time of a rollout.
  public static final Duration READY_PERIOD = Duration.ofSeconds(1);

  /// Of `ready`. Long enough for a first `npm ci` or a JVM with a cold cache.
  public static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

  /// Of `live`: the kubelet's own default.
  public static final Duration LIVE_PERIOD = Duration.ofSeconds(10);

  /// Of `live`: three failures of the kubelet's default period.
  public static final Duration LIVE_TIMEOUT = Duration.ofSeconds(30);

  /// A readiness check with the default times.
  public static Probe ready(ReadyCheck check) {
    return new Probe(check, READY_PERIOD, READY_TIMEOUT);
  }

  /// A liveness check with the default times.
  public static Probe live(ReadyCheck check) {
    return new Probe(check, LIVE_PERIOD, LIVE_TIMEOUT);
  }
}
