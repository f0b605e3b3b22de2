package dev.devloop.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A WebSocket that stays open, as that of a page in the browser does.
final class OpenSocket implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final HttpClient client;
  private final WebSocket socket;
  private final Received received = new Received();

  OpenSocket(String url) {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    socket =
        client
            .newWebSocketBuilder()
            .connectTimeout(DEADLINE)
            .buildAsync(URI.create(url), received)
            .join();
  }

  /// Sends a text and waits for the message that carries it.
  void mustEcho(String text) throws InterruptedException {
    socket.sendText(text, true).join();
    while (true) {
      var message = received.messages.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("no message with '" + text + "' came back in " + DEADLINE);
      }
      if (message.contains(text)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }

  private static final class Received implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(partial.toString());
        partial.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }
  }
}
