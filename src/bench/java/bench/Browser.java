package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A Chromium without a window that shows one page, asked over its debugging protocol.
final class Browser implements WebSocket.Listener, AutoCloseable {

  /// Resolves in the moment in which an element gets a text.
  private static final String WHEN_TEXT_IS =
      """
      new Promise(done => {
        const is = () => document.getElementById('ID')?.textContent === 'TEXT' && done(true);
        new MutationObserver(is).observe(document, {subtree: true, childList: true, characterData: true});
        is();
      })
      """;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Long>> answers = new ConcurrentHashMap<>();
  private final StringBuilder partial = new StringBuilder();

  private Browser(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), this)
            .join();
  }

  static Browser open(Path profile, String url) throws IOException, InterruptedException {
    var command =
        List.of(
            program(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            url);
    Files.createDirectories(profile);
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    var browser = new Browser(process, page(profile.resolve("DevToolsActivePort")));
    // the page is there, and its script has run
    browser
        .send(
            WHEN_TEXT_IS
                .replace("?.textContent === 'TEXT'", "?.textContent")
                .replace("ID", "headline"))
        .join();
    return browser;
  }

  private static String program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name ->
            Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("this needs Chromium: apt-get install chromium"))
        .toString();
  }

  private static String page(Path portFile) throws IOException, InterruptedException {
    var client = HttpClient.newHttpClient();
    for (int tries = 0; tries < 300; tries++) {
      Thread.sleep(100);
      if (Files.exists(portFile) && !Files.readString(portFile).isBlank()) {
        var list =
            URI.create(
                "http://127.0.0.1:" + Files.readAllLines(portFile).getFirst() + "/json/list");
        var text =
            client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
        if (text.contains("\"page\"")) {
          return Project.first(
              "\"type\":\\s*\"page\".*?\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"", text);
        }
      }
    }
    throw new IOException("Chromium does not come up: " + portFile.resolveSibling("log"));
  }

  /// @return when it was so, of System.nanoTime
  CompletableFuture<Long> whenTextIs(String id, String text) {
    return send(WHEN_TEXT_IS.replace("ID", id).replace("TEXT", text))
        .orTimeout(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<Long> send(String expression) {
    int number = numbers.incrementAndGet();
    var answer = new CompletableFuture<Long>();
    answers.put(number, answer);
    var quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    var message =
        "{\"id\":%d,\"method\":\"Runtime.evaluate\",\"params\":{\"awaitPromise\":true,\"expression\":\"%s\"}}";
    socket.sendText(message.formatted(number, quoted), true).join();
    return answer.whenComplete((_, _) -> answers.remove(number));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    long now = System.nanoTime();
    partial.append(data);
    if (last) {
      var text = partial.toString();
      partial.setLength(0);
      answered(text, now);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  private void answered(String text, long now) {
    if (!text.startsWith("{\"id\":")) {
      return;
    }
    var answer = answers.get(Integer.parseInt(Project.first("^\\{\"id\":(\\d+)", text)));
    if (answer == null) {
      return;
    }
    if (text.contains("\"value\":true") || text.contains("\"type\":\"string\"")) {
      answer.complete(now);
    } else {
      // the page was loaded anew, say
      answer.completeExceptionally(new IOException(text));
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
