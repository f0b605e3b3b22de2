package dev.devloop.core;

/// How a command ends.
public enum ExitCode {
  OK(0),
  /// A service of the user failed: build, start or probe.
  SERVICE(1),
  /// Wrong command line or dev-config.yaml.
  USAGE(2),
  /// The engine, the cluster or devloop itself.
  PLATFORM(3),
  TIMEOUT(4),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
