package dev.devloop.tls;

/// A list of certificates on this machine that some programs trust.
interface TrustStore {

  /// As a person knows it, with its place.
  String name();

  /// Whether it has just this root.
  boolean has(Root root);

  /// @throws dev.devloop.core.DevloopException when it cannot be done; the problem's fix says how
  void add(Root root);

  /// @throws dev.devloop.core.DevloopException when it cannot be done; the problem's fix says how
  void remove(Root root);
}
