package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real HTTP on a free port.
final class LogRoutesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123456789Z");

  private final FakeDoor door = Samples.seen(Samples.ready("web-1"));
  private final WebServer server = WebServer.start(door, Samples.CREDENTIALS, 0, Clock.systemUTC());
  private final Api api = new Api(server);

  @BeforeEach
  void fill() {
    add(LogKind.APP, "one");
    add(LogKind.APP, "ERROR \u001b[31mtwo\u001b[0m \"quoted\"");
    add(LogKind.BUILD, "three");
    add(LogKind.APP, "four");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void add(LogKind kind, String text) {
    door.log.append(LogLine.of(LogOrigin.of(kind, Samples.WEB, "web-1", "web"), NOW, text));
  }

  private void run(int run, String text) {
    var origin = new LogOrigin(LogKind.APP, Optional.of(Samples.WEB), "web-1", "uid-1", "web", run);
    door.log.append(LogLine.of(origin, NOW, text));
  }

  private List<Integer> numbers(String path) throws IOException {
    var found = new ArrayList<Integer>();
    api.json(path).at("/lines").forEach(line -> found.add(line.at("/seq").asInt()));
    return found;
  }

  @Test
  void aLineSaysAllOfItself() throws IOException {
    assertThat(api.call("GET", "/log/lines?after=1&limit=1"))
        .isEqualTo(
            "{\"lines\":[{\"seq\":2,\"at\":\"2026-01-01T12:00:00.123456Z\",\"service\":\"web\","
                + "\"pod\":\"web-1\",\"container\":\"web\",\"kind\":\"app\",\"level\":\"error\","
                + "\"text\":\"ERROR \\u001B[31mtwo\\u001B[0m \\\"quoted\\\"\"}],"
                + "\"first\":1,\"last\":4,\"more\":true}");
  }

  @Test
  void pagesGoBothWays() throws IOException {
    assertThat(numbers("/log/lines")).containsExactly(1, 2, 3, 4);
    assertThat(numbers("/log/lines?limit=2")).containsExactly(3, 4);
    assertThat(numbers("/log/lines?before=3&limit=1")).containsExactly(2);
    assertThat(numbers("/log/lines?after=2")).containsExactly(3, 4);
    assertThat(api.json("/log/lines?after=2").at("/more").asBoolean()).isFalse();
    assertThat(api.json("/log/lines?limit=2").at("/more").asBoolean()).isTrue();
  }

  @Test
  void pagesAreFiltered() throws IOException {
    assertThat(numbers("/log/lines?kind=build")).containsExactly(3);
    assertThat(numbers("/log/lines?kind=build&kind=app")).hasSize(4);
    assertThat(numbers("/log/lines?level=warn")).containsExactly(2);
    assertThat(numbers("/log/lines?service=db")).isEmpty();
    assertThat(numbers("/log/lines?grep=TWO")).containsExactly(2);
    assertThat(numbers("/log/lines?grep=/%5Et/")).containsExactly(3);
    assertThat(numbers("/log/lines?grep=%5Et&regex=true")).containsExactly(3);
    assertThat(numbers("/log/lines?exclude=o")).containsExactly(3);
    assertThat(numbers("/log/lines?exclude=one&exclude=three")).containsExactly(2, 4);
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    for (var path :
        List.of(
            "lines?kind=x", "lines?level=x", "lines?grep=/(/", "lines?after=x", "search?q=/(/")) {
      assertThat(api.open("GET", "/log/" + path).getResponseCode()).as(path).isEqualTo(400);
    }
  }

  @Test
  void aSearchFindsTheNewestFirst() throws IOException {
    var found = api.call("GET", "/log/search?q=o").lines().toList();
    assertThat(found).hasSize(3);
    assertThat(found.getFirst()).startsWith("{\"seq\":4,");
    assertThat(api.call("GET", "/log/search?q=o&limit=1").lines()).hasSize(1);
    assertThat(api.call("GET", "/log/search?q=o&from=2").lines()).hasSize(1);
  }

  @Test
  void whereTheErrorsAreIsKnown() throws IOException {
    var counts = api.json("/log/counts");
    assertThat(counts.at("/lines").asInt()).isEqualTo(4);
    assertThat(counts.at("/errors/0").asInt()).isEqualTo(2);
    assertThat(counts.at("/bytes").asInt()).isPositive();
  }

  @Test
  void theLogIsDownloadedAsText() throws IOException {
    assertThat(api.call("GET", "/log/download?level=error"))
        .isEqualTo("2026-01-01T12:00:00.123456789Z web app error ERROR two \"quoted\"\n");
  }

  @Test
  void aStreamGoesOnWhereItsReaderEnded() throws IOException {
    var connection = api.open("GET", "/log/stream");
    connection.setRequestProperty("Last-Event-ID", "3");
    try (var in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(event(in)).startsWith("id: 4\nevent: lines\ndata: [{\"seq\":4,");
      add(LogKind.APP, "five");
      assertThat(event(in)).startsWith("id: 5\n").contains("\"text\":\"five\"");
    }
  }

  private static String event(BufferedReader in) throws IOException {
    var text = new StringBuilder();
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty() && !text.isEmpty()) {
        return text.toString();
      }
      if (!line.isEmpty() && !line.startsWith(":")) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void aSecretIsNowhere() throws IOException {
    add(LogKind.APP, "token hunter22");
    door.log.hide(Set.of("hunter22"));
    for (var path : List.of("lines", "search?q=token", "download")) {
      assertThat(api.call("GET", "/log/" + path)).contains("token ***").doesNotContain("hunter22");
    }
    assertThat(api.call("GET", "/log/search?q=hunter22")).isEmpty();
    assertThat(api.call("GET", "/logs?tail=1")).contains("token").doesNotContain("hunter22");
  }

  @Test
  void textForATerminal() throws IOException {
    assertThat(api.call("GET", "/logs?service=web&kind=app&tail=1").lines())
        .containsExactly(" four", "=0");
    assertThat(api.call("GET", "/logs?kind=build").lines())
        .containsExactly(" web | [build] three", "=0");
    assertThat(api.call("GET", "/logs?service=web&json=true&tail=1")).startsWith(" {\"seq\":4,");
  }

  @Test
  void theRunBeforeTheLastRestart() throws IOException {
    run(0, "first run");
    run(1, "second run");
    run(2, "third run");
    assertThat(api.call("GET", "/logs?service=web&previous=true").lines())
        .containsExactly(" second run", "=0");
  }
}
