package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.project.DaemonFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Speaks to a daemon over HTTP.
///
/// @param daemon the one it speaks to
record Client(DaemonFile daemon) {

  private static final int BAD_REQUEST = 400;

  /// What the lines of a long answer are for; see the daemon's `Lines`.
  interface Sink {
    void text(String line);

    void error(String line);

    /// Nothing more has come for now: what was kept back is to be shown.
    default void flush() {}

    /// A row of the view that is redrawn.
    default void row(String row) {}

    /// The rows are complete.
    default void draw() {}
  }

  /// Whether its port is open. One that was just killed closes it before its process is gone.
  boolean listens() {
    try (var _ = Exchange.connected(daemon)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// @return the answer as text
  String get(String path) {
    return text("GET", path);
  }

  /// A request without a body, whose answer does not matter.
  void post(String path) {
    text("POST", path);
  }

  /// A request without a body.
  ///
  /// @return the answer as text
  String ask(String path) {
    return text("POST", path);
  }

  private String text(String method, String path) {
    try (var answer = open(method, path, new byte[0])) {
      return answer.text();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// Hands the data of server-sent events over, until the daemon ends or nobody wants more.
  ///
  /// @param wanted gets one event, says whether there is to be a next one
  void events(String path, Predicate<String> wanted) {
    try (var answer = open("GET", path, new byte[0]);
        var lines = answer.lines()) {
      boolean more = true;
      for (var line = lines.readLine(); more && line != null; line = lines.readLine()) {
        more = !line.startsWith("data: ") || wanted.test(line.substring(6));
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// Hands the lines of a long answer to the sink.
  ///
  /// @return the exit code that the daemon says
  int stream(String method, String path, byte[] body, Sink sink) {
    try (var answer = open(method, path, body);
        var lines = answer.lines()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var exit = hand(line, sink);
        if (exit.isPresent() || !lines.ready()) {
          sink.flush();
        }
        if (exit.isPresent()) {
          return exit.get();
        }
      }
      throw lost(new IOException("the daemon ended"));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static Optional<Integer> hand(String line, Sink sink) {
    var rest = line.isEmpty() ? "" : line.substring(1);
    switch (line.isEmpty() ? '.' : line.charAt(0)) {
      case ' ' -> sink.text(rest);
      case '!' -> sink.error(rest);
      case '~' -> sink.row(rest);
      case '^' -> sink.draw();
      case '=' -> {
        return Optional.of(Integer.parseInt(rest));
      }
      default -> {} // a heartbeat, or of a newer daemon
    }
    return Optional.empty();
  }

  private Exchange open(String method, String path, byte[] body) throws IOException {
    var answer = Exchange.of(daemon, method, path, body);
    if (answer.status() < BAD_REQUEST) {
      return answer;
    }
    try (answer) {
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of("refused", "The daemon refused this.", "", "")
              .withEvidence(List.of(answer.text().split("\n", -1))));
    }
  }

  private DevloopException lost(IOException e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "daemon-lost",
            "The daemon (pid " + daemon.pid() + ") does not answer: " + e.getMessage(),
            "It was killed or is being replaced; what runs in the cluster goes on.",
            "devloop up finds everything again"),
        e);
  }
}
