package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.project.DaemonFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Speaks to a daemon over HTTP. `java.net.http` is not used: it would double the time that a
/// command takes.
///
/// @param daemon the one it speaks to
record Client(DaemonFile daemon) {

  private static final int CONNECT_MILLIS = 5_000;

  /// Longer than the daemon's heartbeat.
  private static final int READ_MILLIS = 60_000;

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
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// The answer as text.
  String get(String path) {
    try {
      return read(open("GET", path));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// A request without a body, whose answer does not matter.
  void post(String path) {
    try {
      read(open("POST", path));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// A request without a body.
  ///
  /// @return the answer as text
  String ask(String path) {
    try {
      return read(open("POST", path));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /// Hands the data of server-sent events over, until the daemon ends or nobody wants more.
  ///
  /// @param wanted gets one event, says whether there is to be a next one
  void events(String path, Predicate<String> wanted) {
    try {
      var connection = open("GET", path);
      check(connection);
      try (var lines = reader(connection)) {
        boolean more = true;
        for (var line = lines.readLine(); more && line != null; line = lines.readLine()) {
          more = !line.startsWith("data: ") || wanted.test(line.substring(6));
        }
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static BufferedReader reader(HttpURLConnection connection) throws IOException {
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /// Hands the lines of a long answer to the sink.
  ///
  /// @return the exit code that the daemon says
  int stream(String method, String path, byte[] body, Sink sink) {
    try {
      var connection = open(method, path);
      if (method.equals("POST")) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.getOutputStream().write(body);
      }
      check(connection);
      try (var lines = reader(connection)) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          var exit = hand(line, sink);
          if (exit.isPresent() || !lines.ready()) {
            sink.flush();
          }
          if (exit.isPresent()) {
            return exit.get();
          }
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

  private HttpURLConnection open(String method, String path) throws IOException {
    var url = URI.create("http://127.0.0.1:" + daemon.port() + "/api/v1" + path).toURL();
    // a proxy of the environment has nothing to do with this machine
    var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setRequestProperty("X-Devloop-Token", daemon.token());
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    return connection;
  }

  private static String read(HttpURLConnection connection) throws IOException {
    check(connection);
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void check(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
      var error = connection.getErrorStream();
      var text = error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of("refused", "The daemon refused this.", "", "")
              .withEvidence(List.of(text.split("\n", -1))));
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
