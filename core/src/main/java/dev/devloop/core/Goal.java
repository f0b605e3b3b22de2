package dev.devloop.core;

/// What the daemon is there for at the moment.
public enum Goal {
  /// Look, do nothing: what `status` without a daemon does, and a daemon before its first request.
  WATCH,
  /// Everything of the config runs.
  UP,
  /// The project's workloads are being taken down.
  DOWN,
  /// Everything stays as it is in a cluster that is frozen, or about to be; as with [#UP] once it
  /// is awake again.
  PAUSED
}
