package dev.devloop.engine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One GET to an engine's unix socket: milliseconds, where a docker-java client needs half a second
/// to be loaded. For the question whether an engine answers at all.
final class SocketCall {

  private SocketCall() {}

  /// @return the body
  /// @throws IOException nobody listens, the user may not, no answer in time, or another status
  static String get(Path socket, String path, Duration deadline) throws IOException {
    var call = new FutureTask<>(() -> get(socket, path));
    var thread = Thread.ofVirtual().start(call);
    try {
      return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new IOException("no answer within " + deadline.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw Failures.interrupted("the engine at " + socket, e);
    }
  }

  private static String get(Path socket, String path) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      // version 1.0: no chunks, and the end of the stream is the end of the body
      var request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return body(
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String body(String answer) throws IOException {
    var end = answer.indexOf("\r\n\r\n");
    if (end < 0 || !answer.matches("(?s)HTTP/1\\.[01] 200 .*")) {
      throw new IOException("it answers: " + answer.lines().findFirst().orElse("nothing"));
    }
    return answer.substring(end + 4);
  }
}
