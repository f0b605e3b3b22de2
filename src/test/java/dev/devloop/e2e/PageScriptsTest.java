package dev.devloop.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The page's own scripts without a daemon: `src/test/resources/scripts`, run by the browser that
/// they are made for.
final class PageScriptsTest {

  private static HttpServer server;
  private static Browser browser;

  @BeforeAll
  static void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/", HttpHandlers.of(200, Headers.of("Content-Type", "text/html"), "<!doctype html>"));
    files("/page", "ui/src/main/resources/dev/devloop/ui/page");
    files("/tests", "src/test/resources/scripts");
    server.start();
    browser = Browser.start();
  }

  private static void files(String path, String folder) {
    server.createContext(
        path, SimpleFileServer.createFileHandler(Sandbox.checkout().resolve(folder)));
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.stop(0);
  }

  @TestFactory
  Stream<DynamicTest> scripts() {
    var tab = browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    tab.until("location.port !== ''");
    var names = tab.script("import('/tests/all.js').then(all => all.names)");
    return IntStream.range(0, names.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                names.get(i).asText(),
                () -> tab.script("import('/tests/all.js').then(all => all.run(" + i + "))")));
  }
}
