package dev.devloop.core.config;

import java.util.List;

/// How it is found out that a service answers.
public sealed interface ReadyCheck {

  /// A GET with a status from 200 to 399.
  record Http(String path, int port) implements ReadyCheck {}

  /// A connection that is accepted.
  record Tcp(int port) implements ReadyCheck {}

  /// A command in the container that ends with 0.
  record Exec(List<String> command) implements ReadyCheck {
    public Exec {
      command = List.copyOf(command);
    }
  }

  /// A line of the container's log that contains this text; watched by the daemon, not by the
  /// kubelet.
  record Log(String text) implements ReadyCheck {}
}
