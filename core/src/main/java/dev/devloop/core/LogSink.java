package dev.devloop.core;

/// Takes lines for the project's log. May be called from any thread.
public interface LogSink {

  /// Stores a line. Blocks while the disk is slow, for a short time at most; never throws: what
  /// cannot be stored (a full disk) is counted and told of.
  void append(LogLine line);

  /// For callers without a log.
  LogSink NONE = _ -> {};
}
