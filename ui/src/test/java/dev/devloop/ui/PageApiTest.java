package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Job;
import dev.devloop.core.Outcome;
import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncBatch;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the page asks for.
final class PageApiTest {

  private final FakeDoor door = Samples.seen(Samples.ready("web-1"));
  private final WebServer server = WebServer.start(door, Samples.CREDENTIALS, 0, Clock.systemUTC());
  private final Api api = new Api(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private void workOnWeb(String... steps) {
    var job = new Job.MakeImage(Samples.WEB, 1, false);
    door.on(new Event.JobStarted(job));
    for (var step : steps) {
      door.on(new Event.JobProgress(job, step, "a line", 0.5));
    }
    door.on(new Event.JobEnded(job, Outcome.DONE));
  }

  @Test
  void stepsAreToldFromANumberOn() throws Exception {
    workOnWeb("one", "two");

    assertThat(api.json("/steps").path("steps")).hasSize(2);
    var rest = api.json("/steps?after=1");
    assertThat(rest.path("last").asInt()).isEqualTo(2);
    assertThat(rest.path("steps")).hasSize(1);
    assertThat(rest.at("/steps/0/title").asText()).isEqualTo("two");
    assertThat(rest.at("/steps/0/subject").asText()).isEqualTo("web");
    assertThat(rest.at("/steps/0/tookMillis").asLong()).isEqualTo(100);
    assertThat(api.json("/state").path("steps").asInt()).isEqualTo(2);
  }

  @Test
  void workUnderWayIsInTheState() throws Exception {
    var job = new Job.MakeImage(Samples.WEB, 1, false);
    door.on(new Event.JobStarted(job)).on(new Event.JobProgress(job, "compile", "cc", 0.5));

    var running = api.json("/state").at("/running/0");
    assertThat(running.path("subject").asText()).isEqualTo("web");
    assertThat(running.path("job").asText()).isEqualTo("make image");
    assertThat(running.path("step").asText()).isEqualTo("compile");
    assertThat(running.path("fraction").asDouble()).isEqualTo(0.5);
  }

  @Test
  void aServiceTellsWhatAPageShows() throws Exception {
    var web = api.json("/state").at("/services/1");

    assertThat(web.path("enabled").asBoolean()).isTrue();
    assertThat(web.path("urls").toString()).isEqualTo("[\"http://shop.localhost:8080\"]");
    assertThat(web.path("kubectl").asText())
        .isEqualTo("kubectl --context kind-devloop -n shop get all -l app.kubernetes.io/name=web");
  }

  @Test
  void theEngineThatAnswersIsNamed() throws Exception {
    assertThat(api.call("GET", "/engine")).isEqualTo("unix:///engine.sock (DOCKER_HOST)");
  }

  @Test
  void savesAreToldOldestFirst() throws Exception {
    save(Samples.WEB, 2, 7);
    save(Samples.DB, 1, 9);

    var saves = api.json("/saves").path("saves");
    assertThat(saves).hasSize(2);
    assertThat(saves.at("/0/service").asText()).isEqualTo("db");
    assertThat(saves.at("/1/service").asText()).isEqualTo("web");
    assertThat(saves.at("/1/latencyMs").asDouble()).isEqualTo(7);
  }

  private void save(ServiceName name, int second, int millis) {
    var at = Instant.EPOCH.plusSeconds(second);
    door.on(new Event.Synced(name, new SyncBatch(at, 1, 9, 1, Duration.ofMillis(millis), true)));
  }

  @Test
  void usageIsTheDoors() throws Exception {
    door.usage.put(Samples.WEB, new Usage.Amount(1024, 0.25));

    assertThat(api.json("/usage").at("/services/web/memory").asLong()).isEqualTo(1024);
    assertThat(api.json("/usage").at("/services/web/cpu").asDouble()).isEqualTo(0.25);
  }

  @Test
  void enablingAndDisablingAnswerWithWhatChanged() throws Exception {
    assertThat(api.call("POST", "/services/web/disable").lines()).contains(" web is disabled");
    assertThat(api.call("POST", "/services/web/enable").lines()).contains(" web is enabled");
    assertThat(door.switched).containsExactly("web false", "web true");
    assertThat(api.open("POST", "/services/nope/enable").getResponseCode()).isEqualTo(404);
  }

  @Test
  void anEventStreamGoesOnWhereOneWas() throws Exception {
    long now = door.now().number();
    try (var in = api.stream("/events?after=" + now)) {
      door.on(new Event.ConfigRejected(List.of()));
      assertThat(in.readLine()).isEqualTo("id: " + (now + 1));
    }
  }

  @Test
  void aNumberOfAnEarlierDaemonGetsTheStateAtOnce() throws Exception {
    try (var in = api.stream("/events?after=999999")) {
      assertThat(in.readLine()).isEqualTo("id: " + door.now().number());
    }
  }

  @Test
  void aReaderWhoDoesNotReadHoldsNobodyUp() throws Exception {
    try (var idle = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var request =
          "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Devloop-Token: secret\r\n\r\n"
              .formatted(server.port());
      idle.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 5_000; i++) {
        door.on(new Event.ConfigRejected(List.of()));
      }
      try (var in = api.stream("/events")) {
        assertThat(in.readLine()).isEqualTo("id: " + door.now().number());
      }
    }
  }

  @Test
  void aShellIsTypedIntoAndShownAndKnowsItsSize() throws Exception {
    var shown = new Shown();
    var socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Cookie", "devloop-shop=crumb")
            .header("Origin", "http://127.0.0.1:" + server.port())
            .buildAsync(
                URI.create(
                    "ws://127.0.0.1:" + server.port() + "/api/v1/services/web/shell?pod=web-1"),
                shown)
            .join();

    assertThat(shown.next()).isEqualTo("web-1$ ");
    socket.sendBinary(ByteBuffer.wrap("ls".getBytes(StandardCharsets.UTF_8)), true).join();
    assertThat(shown.next()).isEqualTo("ls");
    socket.sendText("size 80 24", true).join();
    assertThat(shown.next()).isEqualTo("80x24");
    socket.abort();
  }

  private static final class Shown implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      texts.add(StandardCharsets.UTF_8.decode(data).toString());
      return WebSocket.Listener.super.onBinary(socket, data, last);
    }

    String next() throws InterruptedException {
      return String.valueOf(texts.poll(20, TimeUnit.SECONDS));
    }
  }
}
