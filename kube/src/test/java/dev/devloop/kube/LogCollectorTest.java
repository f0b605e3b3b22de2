package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.Observed;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCollectorTest {

  private static final String SHOP = "GET /api/v1/namespaces/shop/";
  private static final String FILES =
      "GET /api/v1/nodes/node/proxy/logs/pods/shop_web-1_uid-1/web/";
  private static final String POD =
      """
      {"metadata": {"name": "web-1", "namespace": "shop", "uid": "uid-1", "resourceVersion": "1",
          "annotations": {"dev.devloop/service": "web"}},
       "spec": {"nodeName": "node", "containers": [{"name": "web", "image": "web"}]},
       "status": {"phase": "Succeeded", "containerStatuses": [{"name": "web", "restartCount": 1,
          "state": {"terminated": {"exitCode": 0, "finishedAt": "2026-01-01T12:00:09Z"}}}]}}
      """;

  @TempDir private Path folder;
  private final Kept kept = new Kept();
  private Optional<FakeApi> started = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    started = Optional.of(new FakeApi());
    api()
        .on(SHOP + "pods", 200, list("PodList", POD))
        .on(SHOP + "secrets", 200, list("SecretList", ""))
        .on(
            SHOP + "pods/web-1/log",
            200,
            "2026-01-01T12:00:01.000000001Z one\n2026-01-01T12:00:02Z two\n");
  }

  @AfterEach
  void stop() {
    api().close();
  }

  private FakeApi api() {
    return started.orElseThrow();
  }

  private static String list(String kind, String item) {
    return "{\"kind\": \"%s\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}"
        .formatted(kind, item);
  }

  private List<String> heard(int count) throws InterruptedException {
    try (var kube = api().connect(folder);
        var _ =
            kube.watch(
                "shop", Instant.EPOCH, List.of(), List.of(), new Deaf(), Optional.of(kept))) {
      var heard = new ArrayList<String>();
      while (heard.size() < count) {
        heard.add(String.valueOf(kept.lines.poll(20, TimeUnit.SECONDS)));
      }
      return heard;
    }
  }

  @Test
  void aNodeThatDoesNotGiveItsFilesIsPassedBy() throws Exception {
    for (int refusal : List.of(403, 405)) {
      api().on(FILES, refusal, "forbidden");
      var heard = heard(3);
      assertThat(heard.getFirst()).contains("HTTP " + refusal);
      assertThat(heard.subList(1, 3)).containsExactly("1 one", "1 two");
    }
  }

  @Test
  void whatIsKeptIsNotReadAgainWithoutTheFilesEither() throws Exception {
    kept.place =
        Optional.of(new LogKeeper.Place(1, Instant.parse("2026-01-01T12:00:01.000000001Z"), 1));
    api().on(FILES, 403, "forbidden");
    assertThat(heard(2).getLast()).isEqualTo("1 two");
  }

  @Test
  void aNodeIsNotAskedForTheLogOfAPodThatHasNotBegun() throws Exception {
    var waits =
        POD.replaceAll("(web|uid)-1", "$1-0")
            .replaceAll("\"restartCount\": 1,", "\"restartCount\": 0,")
            .replaceAll(
                "\\{\"terminated\".*", "{\"waiting\": {\"reason\": \"ContainerCreating\"}}}]}}");
    api().on(SHOP + "pods", 200, list("PodList", waits + "," + POD)).on(FILES, 403, "forbidden");
    assertThat(heard(3)).hasSize(3);
    assertThat(api().requests())
        .anyMatch(request -> request.contains("uid-1/web"))
        .noneMatch(request -> request.contains("uid-0/web"));
  }

  @Test
  void ofEventsThatAreNoWarningsOnlyThoseFromNowOnAreRead() throws Exception {
    api()
        .on(SHOP + "pods", 200, list("PodList", ""))
        .on(SHOP + "events", 200, list("EventList", ""))
        .on(
            SHOP + "events?normal",
            200,
            """
            {"type": "ADDED", "object": {"kind": "Event", "apiVersion": "v1", "type": "Normal",
              "reason": "Scheduled", "message": "to node", "count": 1,
              "metadata": {"name": "e", "namespace": "shop", "uid": "uid-2", "resourceVersion": "2"},
              "involvedObject": {"kind": "Pod", "name": "web-1", "uid": "uid-1"}}}
            """
                .replace("\n  ", ""));
    assertThat(heard(1)).containsExactly("1 Scheduled: to node");
    assertThat(api().requests())
        .filteredOn(request -> request.contains("/events?"))
        .allMatch(request -> request.contains("type%3DWarning") || request.contains("watch=true"))
        .anyMatch(
            request -> request.contains("type%3DNormal") && request.contains("resourceVersion=1"));
  }

  private record Deaf() implements InstancesListener {
    @Override
    public void changed(Map<ServiceName, Observed> services) {}

    @Override
    public void gone(ObjectRef object) {}

    @Override
    public void lost(Problem problem) {}

    @Override
    public void found() {}
  }

  private static final class Kept implements LogKeeper {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Optional<Place> place = Optional.empty();

    @Override
    public Optional<Place> place(String uid, String container) {
      return place;
    }

    @Override
    public void begins(LogOrigin origin) {}

    @Override
    public void keep(LogLine line) {
      lines.add(line.origin().run() + " " + line.text());
    }

    @Override
    public void hide(Collection<String> values) {}
  }
}
