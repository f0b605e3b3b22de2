package dev.devloop.kind;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The ports of 127.0.0.1, tried out.
final class LoopbackPorts implements HostPorts {

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
    try (var socket = new Socket()) {
      socket.connect(address(port), (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: devloop.localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var head = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
      return head.equals("HTTP/");
    } catch (IOException _) {
      return false;
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
