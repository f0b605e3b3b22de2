package dev.devloop.kind;

/// The TCP ports of this machine.
interface HostPorts {

  /// Whether nothing listens on the port of 127.0.0.1.
  boolean free(int port);

  /// Whether something on the port of 127.0.0.1 answers HTTP, with whatever status.
  boolean answersHttp(int port);

  /// Whether something on the port of 127.0.0.1 serves a host by HTTP: with any status but 404.
  boolean serves(int port, String host);
}
