package dev.devloop.core;

import java.util.Locale;

/// What a log line tells of.
public enum LogKind {
  /// What a container printed.
  APP,
  /// Output of an image build.
  BUILD,
  /// A warning or event of Kubernetes.
  EVENT,
  /// A save that went to the containers, or did not.
  SYNC,
  /// A failed probe.
  PROBE,
  /// Output of a command that a change started (`onChange: run`).
  RUN,
  /// A word of devloop itself.
  DEVLOOP;

  /// As it stands in the API.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
