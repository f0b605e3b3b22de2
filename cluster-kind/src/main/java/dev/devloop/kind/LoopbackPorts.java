package dev.devloop.kind;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/// The ports of 127.0.0.1, tried out.
final class LoopbackPorts implements HostPorts {

  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Override
  public boolean free(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      // ports below 1024 may be forbidden to this process and still be free for the engine
      return refuses(port);
    }
  }

  private static boolean refuses(int port) {
    try (var socket = new Socket()) {
      socket.connect(address(port), (int) PATIENCE.toMillis());
      return false;
    } catch (ConnectException _) {
      return port < 1024;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public boolean answersHttp(int port) {
    return status(port, "devloop.localhost") > 0;
  }

  @Override
  public boolean serves(int port, String host) {
    int status = status(port, host);
    return status > 0 && status != HttpURLConnection.HTTP_NOT_FOUND;
  }

  /// The status of an answer to `GET /`; 0 when there is none.
  private static int status(int port, String host) {
    try (var socket = new Socket()) {
      socket.connect(address(port), (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      var head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      var found = STATUS.matcher(new String(head, StandardCharsets.US_ASCII));
      return found.matches() ? Integer.parseInt(found.group(1)) : 0;
    } catch (IOException _) {
      return 0;
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
