package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.Problem;
import dev.devloop.core.Request;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real HTTP on a free port.
final class WebServerTest {

  private final FakeDoor door = Samples.seen(Samples.ready("web-1"));
  private final WebServer server = WebServer.start(door, Samples.CREDENTIALS, 0, Clock.systemUTC());
  private final Api api = new Api(server);

  @AfterEach
  void stop() {
    server.close();
  }

  /// The status of a request as typed, for headers that Java's client does not let through.
  private String raw(String... headers) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var request = "GET /api/v1/state HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
      return String.valueOf(new BufferedReader(in).readLine());
    }
  }

  private String self() {
    return "Host: 127.0.0.1:" + server.port();
  }

  @Test
  void theTokenLetsIn() throws Exception {
    assertThat(raw(self(), "X-Devloop-Token: secret")).contains(" 200 ");
    assertThat(raw(self(), "X-Devloop-Token: other")).contains(" 401 ");
    assertThat(raw(self())).contains(" 401 ");
  }

  @Test
  void aNameThatWasMadeToPointHereIsTurnedAway() throws Exception {
    assertThat(raw("Host: evil.example:" + server.port(), "X-Devloop-Token: secret"))
        .contains(" 403 ");
  }

  @Test
  void aPageOfAnotherSiteIsTurnedAway() throws Exception {
    assertThat(raw(self(), "Origin: http://evil.example", "X-Devloop-Token: secret"))
        .contains(" 403 ");
    assertThat(raw(self(), "Origin: http://127.0.0.1:" + server.port(), "X-Devloop-Token: secret"))
        .contains(" 200 ");
  }

  @Test
  void theStateIsJsonOrRows() throws Exception {
    assertThat(api.call("GET", "/state")).startsWith("{\"schema\":1,\"project\":\"shop\"");
    assertThat(api.call("GET", "/state?as=text")).startsWith("shop  cluster devloop running");
  }

  @Test
  void eventsCarryTheNumberOfTheState() throws Exception {
    try (var in = api.stream("/events")) {
      long now = door.now().number();
      assertThat(in.readLine()).isEqualTo("id: " + now);
      assertThat(in.readLine()).isEqualTo("event: state");
      assertThat(in.readLine()).startsWith("data: {\"schema\":1");
      assertThat(in.readLine()).isEmpty();
      door.on(new Event.ConfigRejected(List.of(Problem.of("x", "wrong", "", ""))));
      assertThat(in.readLine()).isEqualTo("id: " + (now + 1));
    }
  }

  @Test
  void anUpTellsHowItEnds() throws Exception {
    door.script.add(new Event.ConfigRejected(List.of(Problem.of("x", "wrong", "", "mend it"))));

    var lines = api.call("POST", "/up?timeout=60000").lines().toList();

    assertThat(door.asked).containsExactly(new Request.Up());
    assertThat(lines).contains("!error: wrong [x]", "!  fix:  mend it");
    assertThat(lines.getLast()).isEqualTo("=2");
  }

  @Test
  void anUpThatTakesTooLongSaysWhatItWaitsFor() throws Exception {
    var lines = api.call("POST", "/up?timeout=1").lines().toList();

    assertThat(lines).anySatisfy(l -> assertThat(l).contains("[up-timeout]"));
    assertThat(lines).anySatisfy(l -> assertThat(l).contains("web pending"));
    assertThat(lines.getLast()).isEqualTo("=4");
  }

  @Test
  void theEnvironmentOfTheAskerReachesTheConfig() throws Exception {
    door.script.add(new Event.ConfigRejected(List.of()));
    var connection = api.open("POST", "/up?timeout=1");
    connection.setDoOutput(true);
    connection.getOutputStream().write("A=1\0B=x=y\nz\0".getBytes(StandardCharsets.UTF_8));
    connection.getInputStream().readAllBytes();

    assertThat(door.envs).containsExactly(Map.of("A", "1", "B", "x=y\nz"));
  }

  @Test
  void logsCarryTheServiceWhenThereAreSeveral() throws Exception {
    door.log.append(
        LogLine.of(LogOrigin.of(LogKind.APP, Samples.WEB, "web-1", "web"), Instant.EPOCH, "hello"));
    door.log.append(
        LogLine.of(LogOrigin.of(LogKind.APP, Samples.DB, "db-1", "db"), Instant.EPOCH, "ready"));

    assertThat(api.call("GET", "/logs").lines())
        .containsExactly(" web | hello", " db | ready", "=0");
    assertThat(api.call("GET", "/logs?service=web").lines()).containsExactly(" hello", "=0");
    assertThat(api.open("GET", "/logs?service=nope").getResponseCode()).isEqualTo(404);
  }

  @Test
  void actionsReachTheDaemon() throws Exception {
    door.script.add(new Event.ConfigRejected(List.of(Problem.of("x", "wrong", "", ""))));
    api.call("POST", "/services/web/restart");
    api.call("POST", "/services/web/restart?pods=true");
    api.call("POST", "/services/web/rebuild");
    api.call("POST", "/rebuild");
    api.call("POST", "/quit");

    assertThat(door.asked)
        .containsExactly(
            new Request.Restart(Set.of(Samples.WEB), false),
            new Request.Restart(Set.of(Samples.WEB), true),
            new Request.Rebuild(Set.of(Samples.WEB)),
            new Request.Rebuild(Set.of()));
    assertThat(door.quits).containsExactly("quit");
  }

  @Test
  void theWayIntoAnInstance() throws Exception {
    assertThat(api.call("GET", "/services/web/entry").lines())
        .containsExactly("env DOCKER_HOST=unix:///x", "arg docker", "arg exec");
  }
}
