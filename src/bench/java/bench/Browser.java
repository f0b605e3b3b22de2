package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Chromium without a window.
final class Browser implements AutoCloseable {

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
  private final String port;
  private final DevTools first;

  private Browser(Process process, String port) throws IOException, InterruptedException {
    this.process = process;
    this.port = port;
    this.first =
        new DevTools(
            Project.first(
                "\"type\":\\s*\"page\".*?\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"",
                ask(port, "/json/list")));
  }

  /// Shows an address in its first window.
  static Browser start(Path profile, String url) throws IOException, InterruptedException {
    var command =
        List.of(
            program(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
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
    return new Browser(process, port(profile.resolve("DevToolsActivePort")));
  }

  /// Shows a page, whose script has run when this returns.
  static Browser open(Path profile, String url) throws IOException, InterruptedException {
    var browser = start(profile, url);
    browser.first.until("document.getElementById('headline')?.textContent");
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

  /// Waits until it has a page.
  private static String port(Path file) throws IOException, InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      Thread.sleep(100);
      if (Files.exists(file) && !Files.readString(file).isBlank()) {
        var port = Files.readAllLines(file).getFirst();
        if (ask(port, "/json/list").contains("\"page\"")) {
          return port;
        }
      }
    }
    throw new IOException("Chromium does not come up: " + file.resolveSibling("log"));
  }

  private static String ask(String port, String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  /// The browser as a whole: its pages come and go.
  DevTools whole() throws IOException, InterruptedException {
    return new DevTools(
        Project.first("\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"", ask(port, "/json/version")));
  }

  DevTools page(String target) {
    return new DevTools("ws://127.0.0.1:" + port + "/devtools/page/" + target);
  }

  /// @return when it was so, of System.nanoTime
  CompletableFuture<Long> whenTextIs(String id, String text) {
    return first
        .evaluate(WHEN_TEXT_IS.replace("ID", id).replace("TEXT", text))
        .orTimeout(60, TimeUnit.SECONDS)
        .thenApply(DevTools.Answer::at);
  }

  @Override
  public void close() {
    first.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
