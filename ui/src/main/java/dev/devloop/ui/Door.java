package dev.devloop.ui;

import dev.devloop.core.LogLine;
import dev.devloop.core.Request;
import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import dev.devloop.logs.LogStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /// The project's log.
  LogStore log();

  /// Waits until what services have said by now is in the log, for a short time at most.
  default void catchUpLog() throws InterruptedException {}

  /// Reads logs straight from the cluster until there are no more or, when following, the thread is
  /// interrupted or the sink throws.
  ///
  /// @throws dev.devloop.core.DevloopException when there is nothing to read from
  void logs(LogWish wish, Consumer<LogLine> sink) throws InterruptedException;

  /// The command that runs a program in an instance of a service, without the program, and the
  /// environment variables that it needs.
  ///
  /// @param terminal whether it gets a terminal
  /// @throws dev.devloop.core.DevloopException when the service has no running instance
  Entry entry(ServiceName service, boolean terminal);

  /// The container engine that answers now, in words; empty when none does.
  Optional<String> engine();

  /// What services use of memory and CPU. Measured when somebody asks, not more often than every
  /// few seconds; empty while the cluster does not run.
  Usage usage();

  /// Runs a service although the config disables it, or does not run one that it enables, until the
  /// contrary is asked for. What it needs is enabled with it; what needs it is disabled with it.
  ///
  /// @return all whose setting changed
  List<ServiceName> enable(ServiceName service, boolean on) throws InterruptedException;

  /// Opens a shell on a terminal of its own in an instance of a service.
  ///
  /// @param instance empty: the first one that runs
  /// @param sink gets what the terminal shows; may block
  /// @throws dev.devloop.core.DevloopException when there is none, or it has no shell
  Shell shell(ServiceName service, Optional<String> instance, ShellSink sink);

  /// Compares host and containers by hashes and puts right what differs.
  ///
  /// @param services empty means all
  /// @param timeout services that did not answer within it are named
  SyncReport verify(Set<ServiceName> services, Duration timeout) throws InterruptedException;

  /// Waits until what is on the host now is in all containers.
  ///
  /// @param path a file or folder of the host; empty means all
  /// @return the services that do not have it within the time
  Set<ServiceName> awaitSynced(Optional<Path> path, Duration timeout) throws InterruptedException;

  /// Somebody has done something: a command, a page opened, a click.
  default void active() {}

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

  /// A running shell.
  interface Shell extends AutoCloseable {

    /// What was typed.
    void type(byte[] bytes);

    void resize(int columns, int rows);

    @Override
    void close();
  }

  /// Where a shell's output goes.
  interface ShellSink {
    void output(byte[] bytes);

    /// The shell is over.
    ///
    /// @param why in a few words; may be empty
    void ended(String why);
  }
}
