package dev.devloop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A browser without a window: the Chromium of this machine with a profile of its own.
final class Browser implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final Path profile;
  private final int port;

  private Browser(Process process, Path profile, int port) {
    this.process = process;
    this.profile = profile;
    this.port = port;
  }

  static Browser start() {
    return start(Map.of());
  }

  /// @param env on top of this process's own: HOME says what it trusts
  static Browser start(Map<String, String> env) {
    try {
      var profile = Files.createTempDirectory("devloop-browser");
      var builder =
          new ProcessBuilder(
                  program(),
                  "--headless",
                  "--no-sandbox", // it runs as root in a container, and opens nothing but our page
                  "--disable-gpu",
                  "--disable-quic",
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true)
              .redirectOutput(profile.resolve("output").toFile());
      builder.environment().putAll(env);
      var process = builder.start();
      var note = profile.resolve("DevToolsActivePort");
      Project.until(START, () -> Files.exists(note) && Files.size(note) > 0);
      return new Browser(process, profile, Integer.parseInt(Files.readAllLines(note).getFirst()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String program() {
    var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator);
    return NAMES.stream()
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError("no Chromium on the PATH: apt-get install chromium (bin/test does)"))
        .toString();
  }

  /// The page of an address, in the first window.
  Tab open(String url) {
    Project.until(START, () -> pages().anyMatch(page -> page.path("type").asText().equals("page")));
    var page =
        pages().filter(p -> p.path("type").asText().equals("page")).findFirst().orElseThrow();
    var tab = Tab.attach(URI.create(page.path("webSocketDebuggerUrl").asText()));
    tab.go(url);
    return tab;
  }

  private Stream<JsonNode> pages() {
    var list = Status.json(Http.get("http://127.0.0.1:" + port + "/json").body());
    return Status.each(list).stream();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(profile);
  }
}
