package dev.devloop.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.devloop.core.Problem;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.SyncBatch;
import dev.devloop.core.SyncReport;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Live sync as JSON. Fields are only ever added.
final class SyncJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SyncJson() {}

  /// Adds `lastSync` and `sync` to a service of the state; null when there is nothing.
  static void add(ObjectNode node, Service service) {
    var sync = service.sync();
    sync.last()
        .ifPresentOrElse(b -> node.set("lastSync", batch(b)), () -> node.putNull("lastSync"));
    if (!Syncs.any(service.config())) {
      node.putNull("sync");
      return;
    }
    var all = node.putObject("sync");
    all.put("paused", sync.paused());
    all.put("trigger", service.config().trigger().name().toLowerCase(Locale.ROOT));
    all.put("pending", sync.pending());
    all.put("held", sync.held());
    millis(all, "p50Ms", sync.latency(0.5));
    millis(all, "p95Ms", sync.latency(0.95));
    sync.refused()
        .ifPresentOrElse(
            p -> all.set("refused", StatusJson.problem(p)), () -> all.putNull("refused"));
    sync.command()
        .ifPresentOrElse(
            p -> all.set("command", StatusJson.problem(p)), () -> all.putNull("command"));
  }

  private static ObjectNode batch(SyncBatch batch) {
    var node = NODES.objectNode();
    node.put("at", batch.at().toString());
    node.put("files", batch.files());
    node.put("bytes", batch.bytes());
    node.put("containers", batch.containers());
    millis(node, "latencyMs", Optional.of(batch.latency()));
    node.put("verified", batch.verified());
    return node;
  }

  private static void millis(ObjectNode node, String key, Optional<Duration> time) {
    // tenths: the whole way takes some milliseconds
    time.ifPresentOrElse(
        t -> node.put(key, Math.round(t.toNanos() / 100_000.0) / 10.0), () -> node.putNull(key));
  }

  /// The document of `GET /api/v1/saves`: what arrived in the containers, oldest first.
  static String saves(State state) {
    var root = NODES.objectNode();
    var saves = root.putArray("saves");
    state.services().values().stream()
        .flatMap(s -> s.sync().batches().stream().map(b -> Map.entry(s.name(), b)))
        .sorted(Comparator.comparing(e -> e.getValue().at()))
        .forEach(e -> saves.add(batch(e.getValue()).put("service", e.getKey().value())));
    return write(root);
  }

  /// The document of `verify --json`.
  static String of(SyncReport report) {
    var root = NODES.objectNode().put("schema", 1).put("equal", report.equal());
    var containers = root.putArray("containers");
    for (var container : report.containers()) {
      var node =
          containers
              .addObject()
              .put("service", container.service().value())
              .put("pod", container.pod())
              .put("container", container.container())
              .put("checked", container.checked())
              .put("repaired", container.repaired());
      var different = node.putArray("different");
      container
          .different()
          .forEach(d -> different.addObject().put("path", d.path()).put("is", d.is()));
    }
    names(root, "missing", report.missing());
    return write(root);
  }

  /// The document of `wait --synced --json`.
  ///
  /// @param late services that do not have it
  static String waited(
      boolean synced, Duration took, Collection<ServiceName> late, List<Problem> problems) {
    var root = NODES.objectNode().put("schema", 1).put("synced", synced);
    millis(root, "tookMs", Optional.of(took));
    names(root, "late", late);
    var all = root.putArray("problems");
    problems.forEach(p -> all.add(StatusJson.problem(p)));
    return write(root);
  }

  private static void names(ObjectNode node, String key, Collection<ServiceName> services) {
    var array = node.putArray(key);
    services.stream().map(ServiceName::value).sorted().forEach(array::add);
  }

  private static String write(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }
}
