package dev.devloop.core.config;

/// When changed files of a service are looked at.
public enum Trigger {
  /// As soon as they are saved.
  AUTO,
  /// When somebody asks.
  MANUAL
}
