package dev.devloop.core;

import java.util.Locale;

/// How far a service is, as `status --json` says it.
public enum ServicePhase {
  PENDING,
  BUILDING,
  DEPLOYING,
  STARTING,
  READY,
  FAILED,
  DISABLED,
  STOPPED;

  /// Lower case, for output.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
