package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The debugging protocol of a browser: of one of its pages, or of the browser itself.
final class DevTools implements WebSocket.Listener, AutoCloseable {

  /// @param at when it came, of System.nanoTime
  /// @param text as it came, JSON
  record Answer(long at, String text) {}

  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
  private final StringBuilder partial = new StringBuilder();

  DevTools(String address) {
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), this)
            .join();
  }

  /// @param params as JSON
  CompletableFuture<Answer> send(String method, String params) {
    int number = numbers.incrementAndGet();
    var answer = new CompletableFuture<Answer>();
    answers.put(number, answer);
    var message = "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(number, method, params);
    synchronized (socket) {
      socket.sendText(message, true).join();
    }
    return answer.orTimeout(120, TimeUnit.SECONDS).whenComplete((_, _) -> answers.remove(number));
  }

  /// What a script in the page comes to; a promise is waited for.
  CompletableFuture<Answer> evaluate(String expression) {
    var quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return send(
        "Runtime.evaluate",
        "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":\"" + quoted + "\"}");
  }

  /// A text without quotes and backslashes, or a number.
  String value(String expression) {
    var text = evaluate(expression).join().text();
    return Project.first("\"value\":\"?([^\"}]*?)(?:\"|}|,\"description)", text);
  }

  /// Waits until a script comes to true, also while the page is just being loaded anew.
  void until(String condition) throws IOException, InterruptedException {
    for (int tries = 0; tries < 2400; tries++) {
      var is = evaluate("!!(" + condition + ")").handle((a, _) -> a != null && isTrue(a)).join();
      if (is) {
        return;
      }
      Thread.sleep(25);
    }
    throw new IOException("never came true: " + condition);
  }

  private static boolean isTrue(Answer answer) {
    return answer.text().contains("\"value\":true");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    long now = System.nanoTime();
    partial.append(data);
    if (last) {
      var text = partial.toString();
      partial.setLength(0);
      answered(new Answer(now, text));
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  private void answered(Answer answer) {
    if (!answer.text().startsWith("{\"id\":")) {
      return;
    }
    var waiting = answers.get(Integer.parseInt(Project.first("^\\{\"id\":(\\d+)", answer.text())));
    if (waiting == null) {
      return;
    }
    if (answer.text().contains("\"exceptionDetails\":") || answer.text().contains("\"error\":{")) {
      // the page was loaded anew, say
      waiting.completeExceptionally(new IOException(answer.text()));
    } else {
      waiting.complete(answer);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
