package dev.devloop.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a browser would do with the URLs that devloop prints.
final class Http {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Http() {}

  static HttpResponse<String> get(String url, String... headers) {
    return send(url, "GET", "", headers);
  }

  static HttpResponse<String> post(String url, String body, String... headers) {
    return send(url, "POST", body, headers);
  }

  /// @param headers name, value, name, value
  static HttpResponse<String> send(String url, String method, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(DEADLINE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var client = client()) {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(DEADLINE)
        .build();
  }

  /// Sends each message and waits for the next one that comes back.
  static List<String> echoes(String url, List<String> messages) throws InterruptedException {
    var received = new Listener();
    try (var client = client()) {
      var socket =
          client
              .newWebSocketBuilder()
              .connectTimeout(DEADLINE)
              .buildAsync(URI.create(url), received)
              .join();
      var answers = new ArrayList<String>();
      for (var message : messages) {
        socket.sendText(message, true).join();
        answers.add(received.next(message));
      }
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      socket.abort();
      return answers;
    }
  }

  /// Whether an answer has a text; there may be none yet.
  static boolean shows(String url, String text) {
    try {
      return get(url).body().contains(text);
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static final class Listener implements WebSocket.Listener {

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

    /// The first message that carries the text: a greeting of the server is skipped.
    private String next(String text) throws InterruptedException {
      while (true) {
        var message = messages.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
          throw new AssertionError("no message with '" + text + "' came back in " + DEADLINE);
        }
        if (message.contains(text)) {
          return message;
        }
      }
    }
  }
}
