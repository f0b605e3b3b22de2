package dev.devloop.kube;

/// A reading of logs that is under way.
public interface LogStream extends AutoCloseable {

  /// Returns when all lines have been handed over, or when the stream was closed.
  ///
  /// @throws dev.devloop.core.DevloopException when the logs cannot be read
  void await() throws InterruptedException;

  /// Stops the reading; no line is handed over after this returns.
  @Override
  void close();
}
