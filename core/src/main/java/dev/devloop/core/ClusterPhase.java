package dev.devloop.core;

import java.util.Locale;

/// What state the cluster is in, as `status --json` says it.
public enum ClusterPhase {
  NONE,
  CREATING,
  RUNNING,
  PAUSED,
  STOPPED,
  FAILED;

  /// Lower case, for output.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
