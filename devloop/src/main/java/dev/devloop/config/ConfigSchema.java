package dev.devloop.config;

/// The JSON schema of dev-config.yaml, for editors.
public final class ConfigSchema {

  private ConfigSchema() {}

  /// The document, indented, with a line feed at its end.
  public static String json() {
    return Pending.of(String.class);
  }
}
