package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.devloop.core.Event;
import dev.devloop.core.Problem;
import dev.devloop.core.Request;
import dev.devloop.core.SyncBatch;
import dev.devloop.core.SyncReport;
import dev.devloop.core.SyncReport.Difference;
import dev.devloop.core.SyncReport.OfContainer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SyncRoutesTest {

  private final FakeDoor door = Samples.seen(Samples.ready("web-1"));
  private final WebServer server = WebServer.start(door, Samples.CREDENTIALS, 0, Clock.systemUTC());
  private final Api api = new Api(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> call(String method, String path) throws Exception {
    return api.call(method, path).lines().toList();
  }

  private static Problem readOnly() {
    return Problem.of("sync-read-only", "It is read-only.", "", "");
  }

  private static OfContainer container(Difference... different) {
    return new OfContainer(Samples.WEB, "web-1", "web", 12, List.of(different), different.length);
  }

  @Test
  void oneOrAllServicesArePausedAndResumed() throws Exception {
    assertThat(call("POST", "/services/web/pause")).containsExactly(" web is paused", "=0");
    assertThat(call("POST", "/pause")).containsExactly(" web is paused", "=0");
    assertThat(call("POST", "/services/web/resume")).containsExactly(" web is in sync again", "=0");
    call("POST", "/resume");

    assertThat(door.asked)
        .containsExactly(
            new Request.PauseSync(Set.of(Samples.WEB), true),
            new Request.PauseSync(Set.of(), true),
            new Request.PauseSync(Set.of(Samples.WEB), false),
            new Request.PauseSync(Set.of(), false));
  }

  @Test
  void askingForASyncWaitsUntilNothingIsHeldBack() throws Exception {
    door.on(new Event.SyncPending(Samples.WEB, 2, "paused"));
    door.script.add(new Event.SyncPending(Samples.WEB, 0, ""));

    assertThat(call("POST", "/sync")).containsExactly(" web has all that was saved", "=0");
    assertThat(door.asked).containsExactly(new Request.SyncNow(Set.of()));
  }

  @Test
  void whatWasRefusedIsNotLiveThoughNothingIsOnItsWay() throws Exception {
    var full = Problem.of("sync-no-space", "It is full.", "", "");
    door.on(new Event.SyncRefused(Samples.WEB, Optional.of(full)));

    assertThat(call("GET", "/synced")).contains("=1").anyMatch(l -> l.contains("It is full."));
  }

  @Test
  void whatIsNotThereInTimeIsNamedWithItsReason() throws Exception {
    door.on(new Event.SyncPending(Samples.WEB, 2, "agent"));

    assertThat(call("POST", "/services/web/sync?timeout=1"))
        .anyMatch(l -> l.contains("[sync-timeout]"))
        .anyMatch(l -> l.contains("web: 2 files wait, the node cannot be reached"))
        .endsWith("=4");
  }

  @Test
  void whatWasRefusedIsTold() throws Exception {
    door.on(new Event.SyncRefused(Samples.WEB, Optional.of(readOnly())));

    assertThat(call("POST", "/sync")).anyMatch(l -> l.contains("[sync-read-only]")).endsWith("=1");
    door.late = Set.of(Samples.WEB);
    assertThat(call("GET", "/synced")).anyMatch(l -> l.contains("[sync-read-only]")).endsWith("=1");
  }

  @Test
  void aComparisonOfEqualContainersEndsWith0() throws Exception {
    door.report = new SyncReport(List.of(container()), List.of());

    assertThat(call("POST", "/verify")).containsExactly(" web  web-1/web  12 files: equal", "=0");
    assertThat(door.syncs).containsExactly("verify []");
  }

  @Test
  void aDifferenceIsNamedAndEndsWith1() throws Exception {
    door.report = new SyncReport(List.of(container(new Difference("/a", "content"))), List.of());

    assertThat(call("POST", "/services/web/verify"))
        .containsExactly(
            " web  web-1/web  12 files: 1 different, 1 put right",
            "   /a  had another content",
            "=1");
    var json = json(call("POST", "/verify?json=true").getFirst());
    assertThat(json.path("equal").asBoolean(true)).isFalse();
    assertThat(json.at("/containers/0/different/0/path").asText()).isEqualTo("/a");
    assertThat(json.at("/containers/0/checked").asInt()).isEqualTo(12);
  }

  @Test
  void aServiceThatDoesNotAnswerEndsWith3() throws Exception {
    door.report = new SyncReport(List.of(), List.of(Samples.WEB));

    assertThat(call("POST", "/verify")).containsExactly(" web  did not answer", "=3");
  }

  private static JsonNode json(String line) throws Exception {
    return new ObjectMapper().readTree(line);
  }

  @Test
  void aWaitEndsWhenAllIsLive() throws Exception {
    assertThat(call("GET", "/synced?path=%2Fp%2Fsrc%2Fa+b&timeout=5000").getLast()).isEqualTo("=0");
    assertThat(door.syncs.getFirst()).startsWith("await Optional[/p/src/a b] PT");

    var json = json(call("GET", "/synced?json=true").getFirst());
    assertThat(json.path("synced").asBoolean()).isTrue();
    assertThat(json.path("tookMs").isNumber()).isTrue();
  }

  @Test
  void aWaitThatTakesTooLongEndsWith4() throws Exception {
    door.late = Set.of(Samples.WEB);

    assertThat(call("GET", "/synced?timeout=1")).endsWith("=4");
    var json = json(call("GET", "/synced?timeout=1&json=true").getFirst());
    assertThat(json.path("synced").asBoolean(true)).isFalse();
    assertThat(json.at("/late/0").asText()).isEqualTo("web");
    assertThat(json.at("/problems/0/id").asText()).isEqualTo("sync-timeout");
  }

  @Test
  void theStateHasTheLastSyncAndTheSpreadOfTheLatencies() throws Exception {
    for (int millis : List.of(5, 7, 30)) {
      door.on(
          new Event.Synced(
              Samples.WEB,
              new SyncBatch(Instant.EPOCH, 2, 99, 1, Duration.ofMillis(millis), true)));
    }
    var web = json(StatusJson.of(door.now())).at("/services/1");

    assertThat(web.path("lastSync").toString())
        .isEqualTo(
            "{\"at\":\"1970-01-01T00:00:00Z\",\"files\":2,\"bytes\":99,\"containers\":1,"
                + "\"latencyMs\":30.0,\"verified\":true}");
    assertThat(web.at("/sync/p50Ms").asDouble()).isEqualTo(7);
    assertThat(web.at("/sync/p95Ms").asDouble()).isEqualTo(30);
    assertThat(web.at("/sync/refused").isNull()).isTrue();
    assertThat(json(StatusJson.of(door.now())).at("/services/0/sync").isNull()).isTrue();
  }

  @Test
  void whatIsWrongWithTheSyncIsInTheState() throws Exception {
    door.on(new Event.SyncRefused(Samples.WEB, Optional.of(readOnly())));
    door.on(new Event.SyncDetached(Problem.of("sync-detached", "No way.", "", "")));
    var state = json(StatusJson.of(door.now()));

    assertThat(state.at("/services/1/sync/refused/id").asText()).isEqualTo("sync-read-only");
    assertThat(state.at("/sync/attached").asBoolean(true)).isFalse();
    assertThat(state.at("/sync/problems/0/id").asText()).isEqualTo("sync-detached");
  }
}
