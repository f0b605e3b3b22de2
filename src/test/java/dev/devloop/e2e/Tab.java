package dev.devloop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A page in the browser, over the Chrome DevTools Protocol.
final class Tab {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private Tab(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Ear()).join();
  }

  static Tab attach(URI address) {
    var tab = new Tab(address);
    tab.send("Runtime.enable");
    tab.send("Log.enable");
    tab.send("Page.enable");
    return tab;
  }

  void go(String url) {
    send("Page.navigate", Map.of("url", url));
  }

  /// What a script in the page evaluates to; a promise is waited for.
  JsonNode script(String expression) {
    var answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /// The text of the first element that fits; empty when there is none.
  String text(String selector) {
    return script("document.querySelector(" + quoted(selector) + ")?.textContent ?? ''").asText();
  }

  int count(String selector) {
    return script("document.querySelectorAll(" + quoted(selector) + ").length").asInt();
  }

  /// Waits until the script says true.
  void until(String condition) {
    until(DEADLINE, condition);
  }

  void until(Duration deadline, String condition) {
    try {
      Project.until(deadline, () -> script("!!(" + condition + ")").asBoolean());
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(
          "never came true: " + condition + "\n" + script("document.body.innerText").asText(), e);
    }
  }

  /// Waits until a text is in the first element that fits.
  void untilText(String selector, String text) {
    until(
        "document.querySelector("
            + quoted(selector)
            + ")?.textContent.includes("
            + quoted(text)
            + ")");
  }

  void click(String selector) {
    until("document.querySelector(" + quoted(selector) + ")");
    script("document.querySelector(" + quoted(selector) + ").click()");
  }

  /// Clicks the button or link with this text within an element.
  void press(String within, String text) {
    var find =
        "[...document.querySelectorAll(%s)].find(e => e.textContent.trim() === %s && !e.disabled)"
            .formatted(quoted(within + " button, " + within + " a"), quoted(text));
    until(find);
    script(find + ".click()");
  }

  /// Types into the element that has the focus.
  void type(String text) {
    send("Input.insertText", Map.of("text", text));
  }

  void key(String key) {
    var text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
    var code = key.equals("Enter") ? 13 : key.equals("Escape") ? 27 : (int) key.charAt(0);
    send(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyDown", "key", key, "text", text, "windowsVirtualKeyCode", code));
    send(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
  }

  void size(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// @param scheme `light` or `dark`
  void scheme(String scheme) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /// Holds a clipboard out to the page: the browser's own is a person's, who is not there.
  void holdClipboard() {
    script(
        "window.copied = '';"
            + " navigator.clipboard.writeText = async text => { window.copied = text; }; 0");
  }

  /// What the page has copied last.
  String copied() {
    return script("window.copied").asText();
  }

  void screenshot(Path file) {
    var data = send("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    try {
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Exceptions, and what the browser itself complains of, such as a breach of the page's policy.
  List<String> errors() {
    return List.copyOf(errors);
  }

  static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private JsonNode send(String method) {
    return send(method, Map.of());
  }

  private JsonNode send(String method, Map<String, Object> params) {
    int id = numbers.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    open.put(id, answer);
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("id", id).put("method", method);
    message.set("params", new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(params));
    synchronized (socket) {
      socket.sendText(message.toString(), true).join();
    }
    try {
      return answer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError("the browser does not answer to " + method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void received(JsonNode message) {
    if (message.has("id")) {
      var waiting = open.remove(message.path("id").asInt());
      if (waiting != null) {
        waiting.complete(message.has("error") ? message : message.path("result"));
      }
      return;
    }
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" ->
          errors.add(message.at("/params/exceptionDetails").toString());
      case "Log.entryAdded" -> {
        if (message.at("/params/entry/source").asText().equals("security")) {
          errors.add(message.at("/params/entry/text").asText());
        }
      }
      default -> {}
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        var text = partial.toString();
        partial.setLength(0);
        received(Status.json(text));
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
