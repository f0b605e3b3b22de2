package dev.devloop.project;

/// Which devloop this is. A daemon of another one is replaced.
public final class Version {

  private Version() {}

  /// Set by the launcher from the build: `0.1.0+` and a digest of the jars.
  public static String current() {
    return System.getProperty("devloop.version", "0.1.0");
  }
}
