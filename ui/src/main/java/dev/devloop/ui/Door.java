package dev.devloop.ui;

import dev.devloop.core.LogLine;
import dev.devloop.core.Request;
import dev.devloop.core.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// All that the views may ask of the daemon. Safe for any thread.
public interface Door {

  /// The newest state.
  Snapshot now();

  /// Waits for a newer state; the newest one there is when the time is over. Readers that are slow
  /// skip what came in between.
  ///
  /// @param after number of the newest snapshot that the reader has
  Snapshot await(long after, Duration patience) throws InterruptedException;

  /// Hands in a request.
  ///
  /// @return number of the first snapshot that contains it
  long ask(Request request) throws InterruptedException;

  /// Reads the config again, with these environment variables.
  void reload(Map<String, String> env) throws InterruptedException;

  /// Reads logs until there are no more or, when following, the thread is interrupted or the sink
  /// throws.
  ///
  /// @throws dev.devloop.core.DevloopException when there is nothing to read from
  void logs(LogWish wish, Consumer<LogLine> sink) throws InterruptedException;

  /// The command that runs a program in an instance of a service, without the program, and the
  /// environment variables that it needs.
  ///
  /// @param terminal whether it gets a terminal
  /// @throws dev.devloop.core.DevloopException when the service has no running instance
  Entry entry(ServiceName service, boolean terminal);

  /// Ends the daemon and leaves everything else alone.
  void quit();

  /// A way into an instance.
  ///
  /// @param argv to be followed by the program and its arguments
  record Entry(List<String> argv, Map<String, String> env) {
    public Entry {
      argv = List.copyOf(argv);
      env = Map.copyOf(env);
    }
  }
}
