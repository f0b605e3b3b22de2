package dev.devloop.cli;

import dev.devloop.project.DaemonFile;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One request to the daemon and its answer, over a plain socket: loading one of the JDK's HTTP
/// clients takes longer than the daemon. The daemon is not told that no more requests come: it
/// would then end a long answer by closing, which looks like being killed.
final class Exchange implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;

  /// Longer than the daemon's heartbeat.
  private static final int READ_MILLIS = 60_000;

  /// The daemon's are a few hundred.
  private static final int LONGEST_LINE = 16 * 1024;

  private final Socket socket;
  private final int status;
  private final Body body;

  private Exchange(Socket socket, int status, Body body) {
    this.socket = socket;
    this.status = status;
    this.body = body;
  }

  /// Sends a request and reads the head of its answer.
  ///
  /// @param path of the API, with its query
  /// @param body none when it is empty
  static Exchange of(DaemonFile daemon, String method, String path, byte[] body)
      throws IOException {
    var socket = connected(daemon);
    try {
      var head =
          (method + " /api/v1" + path + " HTTP/1.1\r\n")
              + ("Host: 127.0.0.1:" + daemon.port() + "\r\n")
              + ("X-Devloop-Token: " + daemon.token() + "\r\n")
              + ("Content-Length: " + body.length + "\r\n\r\n");
      var out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      return answer(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// @throws IOException when nobody listens
  static Socket connected(DaemonFile daemon) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()), CONNECT_MILLIS);
      socket.setSoTimeout(READ_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Exchange answer(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream());
    try {
      // "HTTP/1.1 200 OK"
      int status = Integer.parseInt(line(in).split(" ", -1)[1]);
      var body = Body.ofLength(in, 0);
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        var value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "content-length" -> body = Body.ofLength(in, Integer.parseInt(value));
          case "transfer-encoding" -> body = Body.ofChunks(in);
          default -> {} // for browsers
        }
      }
      return new Exchange(socket, status, body);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("it does not speak HTTP", e);
    }
  }

  /// A line of a head.
  static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("its answer ends early");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  int status() {
    return status;
  }

  /// All of the answer.
  String text() throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  /// The answer line by line.
  BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
