package dev.devloop.engine;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Containers of an engine. A container is named by its name or id.
public final class Containers {

  Containers() {}

  /// All containers, stopped ones too, that carry each of the labels. An empty value asks only for
  /// the label's presence.
  public List<EngineContainer> list(Map<String, String> labels) {
    return Unfinished.yet();
  }

  public Optional<EngineContainer> find(String container) {
    return Unfinished.yet();
  }

  /// Creates without starting.
  ///
  /// @return the id
  /// @throws dev.devloop.core.DevloopException `name-in-use` when there is one of that name
  public String create(ContainerSpec spec) {
    return Unfinished.yet();
  }

  /// Starts it; nothing happens when it runs.
  ///
  /// @throws dev.devloop.core.DevloopException `port-in-use` when a published port is taken
  public void start(String container) {
    Unfinished.yet();
  }

  /// Stops it; nothing happens when it does not run.
  ///
  /// @param grace time to end by itself, whole seconds
  public void stop(String container, Duration grace) {
    Unfinished.yet();
  }

  /// Freezes all processes of it (67 ms measured for a kind node).
  public void pause(String container) {
    Unfinished.yet();
  }

  public void unpause(String container) {
    Unfinished.yet();
  }

  /// Removes it with its anonymous volumes, running or not; nothing happens when there is none.
  public void remove(String container) {
    Unfinished.yet();
  }

  /// Sends a signal, such as `HUP`, to the first process.
  public void signal(String container, String signal) {
    Unfinished.yet();
  }

  /// Writes files (mode 0644, owner root) below a folder; missing folders are made. The folder
  /// itself must exist. Works on stopped containers too.
  ///
  /// @param folder absolute path in the container
  /// @param files relative path to content
  public void copyInto(String container, String folder, Map<String, byte[]> files) {
    Unfinished.yet();
  }

  /// The content of a file in the container; empty when there is none.
  public Optional<byte[]> read(String container, String path) {
    return Unfinished.yet();
  }

  /// Runs a command to its end.
  ///
  /// @throws dev.devloop.core.DevloopException `engine-timeout` after 60 s
  public ExecResult exec(String container, List<String> command) {
    return Unfinished.yet();
  }

  /// Runs a command that reads `stdin` to its end.
  ///
  /// @param deadline longest time for all of it
  public ExecResult exec(
      String container, List<String> command, InputStream stdin, Duration deadline) {
    return Unfinished.yet();
  }

  /// The last lines that the container printed, oldest first.
  public List<String> logs(String container, int tail) {
    return Unfinished.yet();
  }
}
