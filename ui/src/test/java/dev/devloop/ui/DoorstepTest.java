package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in, as bytes on the wire: what no browser and no client library would send.
final class DoorstepTest {

  private static final String COOKIE = "Cookie: devloop-shop=crumb";

  private final FakeDoor door = Samples.seen(Samples.ready("web-1"));
  private final HandClock clock = new HandClock();
  private final WebServer server = WebServer.start(door, Samples.CREDENTIALS, 0, clock);

  @AfterEach
  void stop() {
    server.close();
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private String self() {
    return "127.0.0.1:" + server.port();
  }

  /// The whole answer to a request with this first line and these headers.
  private String send(String line, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(line + " HTTP/1.1"));
    all.addAll(List.of(headers));
    if (all.stream().noneMatch(h -> h.startsWith("Host:"))) {
      all.add("Host: " + self());
    }
    if (all.stream().noneMatch(h -> h.startsWith("Connection:"))) {
      all.add("Connection: close");
    }
    return raw(String.join("\r\n", all) + "\r\n\r\n");
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private String once() throws IOException {
    var answer = send("POST /api/v1/open", "X-Devloop-Token: secret", "Content-Length: 0");
    return answer.substring(answer.indexOf("/open?once="));
  }

  @Test
  void theAddressOfOpenWorksOnceAndLeavesACookie() throws Exception {
    var path = once();
    var first = send("GET " + path);

    assertThat(status(first)).isEqualTo(303);
    assertThat(first).containsIgnoringCase("Location: /");
    assertThat(first.lines().filter(l -> l.startsWith("Set-Cookie:")).findFirst().orElse(""))
        .contains("devloop-shop=crumb", "HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("secret");
    assertThat(status(send("GET " + path))).isEqualTo(403);
  }

  @Test
  void theAddressOfOpenGrowsOld() throws Exception {
    var path = once();
    clock.now = clock.now.plus(Duration.ofMinutes(3));

    assertThat(status(send("GET " + path))).isEqualTo(403);
    assertThat(status(send("GET /open?once="))).isEqualTo(403);
    assertThat(status(send("GET /open"))).isEqualTo(403);
  }

  @Test
  void onlyToolsGetAnAddress() throws Exception {
    assertThat(status(send("POST /api/v1/open", "Content-Length: 0"))).isEqualTo(401);
  }

  @Test
  void theCookieOpensTheApiAndAWrongOneDoesNot() throws Exception {
    assertThat(status(send("GET /api/v1/state", COOKIE))).isEqualTo(200);
    assertThat(status(send("GET /api/v1/state", "Cookie: devloop-shop=other"))).isEqualTo(401);
    assertThat(status(send("GET /api/v1/state", "Cookie: devloop-other=crumb"))).isEqualTo(401);
    assertThat(status(send("GET /api/v1/state", "Cookie: devloop-shop=secret"))).isEqualTo(401);
  }

  @Test
  void aNameThatWasMadeToPointHereGetsNothing() throws Exception {
    for (var path : List.of("/", "/page/app.js", "/api/v1/state", "/open?once=x")) {
      assertThat(status(send("GET " + path, "Host: evil.example:" + server.port(), COOKIE)))
          .as(path)
          .isEqualTo(403);
    }
    assertThat(status(send("GET /api/v1/state", "Host: 127.0.0.1", COOKIE))).isEqualTo(403);
  }

  @Test
  void aPageOfAnotherPortIsAnotherSite() throws Exception {
    var origin = "Origin: http://127.0.0.1:1";
    assertThat(status(send("POST /api/v1/quit", COOKIE, origin, "Content-Length: 0")))
        .isEqualTo(403);
    assertThat(status(send("POST /api/v1/quit", COOKIE, "Content-Length: 0"))).isEqualTo(403);
    assertThat(status(send("GET /api/v1/state", COOKIE, "Sec-Fetch-Site: same-site")))
        .isEqualTo(403);
    assertThat(status(send("GET /api/v1/state", COOKIE, "Sec-Fetch-Site: cross-site")))
        .isEqualTo(403);
    assertThat(door.quits).isEmpty();

    var own = "Origin: http://" + self();
    assertThat(status(send("POST /api/v1/quit", COOKIE, own, "Content-Length: 0"))).isEqualTo(200);
    assertThat(door.quits).hasSize(1);
  }

  private int upgrade(String... headers) throws IOException {
    var all =
        new ArrayList<>(
            List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="));
    all.addAll(List.of(headers));
    if (all.stream().noneMatch(h -> h.startsWith("Host:"))) {
      all.add("Host: " + self());
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      var text =
          "GET /api/v1/services/web/shell HTTP/1.1\r\n" + String.join("\r\n", all) + "\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return status(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aShellIsOnlyForThePageItself() throws Exception {
    assertThat(upgrade(COOKIE, "Origin: http://" + self())).isEqualTo(101);
    assertThat(upgrade(COOKIE, "Origin: http://evil.example")).isEqualTo(403);
    assertThat(upgrade(COOKIE, "Origin: http://127.0.0.1:1")).isEqualTo(403);
    assertThat(upgrade(COOKIE)).isEqualTo(403);
    assertThat(upgrade("Origin: http://" + self())).isEqualTo(401);
    assertThat(upgrade(COOKIE, "Host: evil.example:" + server.port())).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/../openapi.json",
        "/page/..%2fopenapi.json",
        "/page/%2e%2e/openapi.json",
        "/page/%2e%2e%2fopenapi.json",
        "/page/..%5c..%5cetc/passwd",
        "/page/....//openapi.json",
        "/page//etc/passwd",
        "/page/vendor/../../WebServer.class",
        "/page/WebServer.class",
        "/page/",
        "/../../etc/passwd"
      })
  void noNameLeadsOutOfTheFolder(String path) throws Exception {
    assertThat(status(send("GET " + path))).isIn(400, 404);
  }

  @Test
  void whatIsTooLargeIsTurnedAway() throws Exception {
    var token = "X-Devloop-Token: secret";
    assertThat(status(send("GET /api/v1/state", token, "X-Long: " + "x".repeat(20_000))))
        .isEqualTo(431);
    assertThat(status(send("GET /api/v1/state?" + "x".repeat(20_000), token))).isIn(414, 431);
    assertThat(status(send("POST /api/v1/up", token, "Content-Length: 99999999"))).isEqualTo(413);
    assertThat(door.envs).isEmpty();
  }

  @Test
  void thePageMayLoadNothingButItsOwnFiles() throws Exception {
    var answer = send("GET /");
    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff")
        .doesNotContain("unsafe-inline", "unsafe-eval");
    var html = answer.substring(answer.indexOf("\r\n\r\n"));
    assertThat(html)
        .doesNotContain("<style", " style=", "http://", "https://", " onload", " onclick")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @Test
  void stateIsNeverKeptAndVendoredFilesAreForEver() throws Exception {
    assertThat(send("GET /api/v1/state", COOKIE)).contains("Cache-Control: no-store");
    assertThat(send("GET /page/vendor/preact-htm-3.1.1.js"))
        .contains("immutable")
        .contains("Content-Type: text/javascript");
    var page = send("GET /page/app.js");
    var tag = page.lines().filter(l -> l.startsWith("ETag: ")).findFirst().orElse("").substring(6);
    assertThat(page).contains("Cache-Control: no-cache");
    assertThat(status(send("GET /page/app.js", "If-None-Match: " + tag))).isEqualTo(304);
  }

  @Test
  void filesOfThePageArePackedForWhoeverCanUnpackThem() throws Exception {
    var plain = send("GET /page/app.js");
    var packed = send("GET /page/app.js", "Accept-Encoding: gzip, deflate, br");
    assertThat(packed).contains("Content-Encoding: gzip").doesNotContain("import");
    assertThat(plain).doesNotContain("Content-Encoding").contains("import");
    assertThat(packed.length()).isLessThan(plain.length());
  }

  @Test
  void aPortThatSomethingElseHasIsNotWaitedFor() {
    try (var second = WebServer.start(door, Samples.CREDENTIALS, server.port(), clock)) {
      assertThat(second.port()).isNotEqualTo(server.port()).isPositive();
    }
  }
}
