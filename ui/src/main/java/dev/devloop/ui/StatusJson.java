package dev.devloop.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.devloop.core.Cluster;
import dev.devloop.core.Instance;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.Service;
import java.util.List;
import java.util.Locale;

/// The document of `status --json` and `GET /api/v1/state`. Fields are only ever added.
public final class StatusJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StatusJson() {}

  /// On one line.
  public static String of(Snapshot snapshot) {
    try {
      return MAPPER.writeValueAsString(document(snapshot));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
  }

  private static ObjectNode document(Snapshot snapshot) {
    var state = snapshot.state();
    var root = NODES.objectNode();
    root.put("schema", 1);
    root.put("project", snapshot.project());
    snapshot
        .daemon()
        .ifPresentOrElse(
            d ->
                root.putObject("daemon")
                    .put("pid", d.pid())
                    .put("port", d.port())
                    .put("version", d.version()),
            () -> root.putNull("daemon"));
    root.set("cluster", cluster(snapshot));
    var services = root.putArray("services");
    state.services().values().forEach(s -> services.add(service(snapshot, s)));
    root.set("problems", problems(state.configProblems()));
    root.put("number", snapshot.number());
    return root;
  }

  private static ObjectNode cluster(Snapshot snapshot) {
    Cluster cluster = snapshot.state().cluster();
    var node = NODES.objectNode();
    node.put("name", snapshot.cluster());
    node.put("phase", cluster.phase().word());
    cluster
        .access()
        .ifPresentOrElse(
            a -> node.put("kubernetes", a.kubernetes()), () -> node.putNull("kubernetes"));
    cluster
        .problem()
        .ifPresentOrElse(p -> node.set("problem", problem(p)), () -> node.putNull("problem"));
    return node;
  }

  private static ObjectNode service(Snapshot snapshot, Service service) {
    var state = snapshot.state();
    var node = NODES.objectNode();
    node.put("name", service.name().value());
    node.put("phase", Phases.of(state, service).word());
    node.put("ready", service.answers());
    Urls.first(state, service.config())
        .ifPresentOrElse(u -> node.put("url", u), () -> node.putNull("url"));
    node.put("reason", Phases.reason(state, service, snapshot.plan()));
    Phases.problem(state, service)
        .ifPresentOrElse(p -> node.set("problem", problem(p)), () -> node.putNull("problem"));
    node.put("image", image(service));
    var pods = node.putArray("pods");
    service.observed().instances().forEach(i -> pods.add(pod(i)));
    return node;
  }

  private static String image(Service service) {
    if (!service.observed().image().isEmpty()) {
      return service.observed().image();
    }
    return service.image().delivered().orElse(service.config().image().orElse(""));
  }

  private static ObjectNode pod(Instance instance) {
    return NODES
        .objectNode()
        .put("name", instance.name())
        .put("phase", instance.phase().name().toLowerCase(Locale.ROOT))
        .put("restarts", instance.restarts())
        .put("node", instance.node())
        .put("ready", instance.ready());
  }

  private static ArrayNode problems(List<Problem> problems) {
    var node = NODES.arrayNode();
    problems.forEach(p -> node.add(problem(p)));
    return node;
  }

  private static ObjectNode problem(Problem problem) {
    var node =
        NODES
            .objectNode()
            .put("id", problem.id())
            .put("what", problem.what())
            .put("meaning", problem.meaning())
            .put("fix", problem.fix());
    var evidence = node.putArray("evidence");
    problem.evidence().forEach(evidence::add);
    return node;
  }
}
