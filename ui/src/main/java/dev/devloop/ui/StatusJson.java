package dev.devloop.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.devloop.core.Cluster;
import dev.devloop.core.Https;
import dev.devloop.core.Instance;
import dev.devloop.core.Phases;
import dev.devloop.core.Problem;
import dev.devloop.core.Service;
import dev.devloop.core.State;
import java.util.List;
import java.util.Locale;

/// The document of `status --json` and `GET /api/v1/state`. Fields are only ever added.
public final class StatusJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StatusJson() {}

  /// On one line.
  public static String of(Snapshot snapshot) {
    return write(document(snapshot));
  }

  private static String write(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
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
    https(root.putObject("https"), state.https());
    root.putObject("sync")
        .put("attached", state.sync().attached())
        .set("problems", problems(state.sync().problems()));
    root.put("number", snapshot.number());
    page(root, snapshot);
    return root;
  }

  private static void https(ObjectNode node, Https https) {
    node.put("served", https.served());
    node.put("redirects", https.redirects());
    https
        .problem()
        .ifPresentOrElse(p -> node.set("problem", problem(p)), () -> node.putNull("problem"));
  }

  /// What only a page shows: work under way, and how far the list of steps is.
  private static void page(ObjectNode root, Snapshot snapshot) {
    var state = snapshot.state();
    root.put("goal", state.goal().name().toLowerCase(Locale.ROOT));
    root.put("folder", state.config().map(c -> c.folder().toString()).orElse(""));
    root.put("steps", state.steps().isEmpty() ? 0 : state.steps().getLast().number());
    var running = root.putArray("running");
    for (var job : state.running()) {
      running
          .addObject()
          .put("subject", job.subject())
          .put("job", JobNames.word(job.job()))
          .put("step", job.step())
          .put("line", job.line())
          .put("fraction", job.fraction())
          .put("since", job.since().toString());
    }
    var notes = root.putArray("notes");
    Urls.moved(state).forEach(notes::add);
    state
        .shared()
        .failure()
        .ifPresentOrElse(p -> root.set("shared", problem(p)), () -> root.putNull("shared"));
  }

  /// The document of `GET /api/v1/steps`.
  ///
  /// @param after number of the newest step that the reader has
  static String steps(Snapshot snapshot, long after) {
    var root = NODES.objectNode();
    var all = snapshot.state().steps();
    root.put("last", all.isEmpty() ? 0 : all.getLast().number());
    var steps = root.putArray("steps");
    all.stream()
        .filter(s -> s.number() > after)
        .forEach(s ->
            steps
                .addObject()
                .put("number", s.number())
                .put("subject", s.subject())
                .put("title", s.title())
                .put("ended", s.ended().toString())
                .put("tookMillis", s.took().toMillis())
                .put("good", s.good()));
    return write(root);
  }

  /// The document of `GET /api/v1/usage`.
  static String usage(Usage usage) {
    var root = NODES.objectNode();
    root.put("at", usage.at().toString());
    var services = root.putObject("services");
    usage
        .services()
        .forEach((name, amount) ->
            services
                .putObject(name.value())
                .put("memory", amount.memory())
                .put("cpu", amount.cpu()));
    return write(root);
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
    var config = service.config();
    node.put("enabled", config.enabled());
    node.put("job", config.job());
    node.put("builds", config.build().isPresent());
    var urls = node.putArray("urls");
    Urls.all(state, config).forEach(urls::add);
    var exposed = node.putArray("exposed");
    Urls.exposed(config).forEach(exposed::add);
    var needs = node.putArray("dependsOn");
    config.dependsOn().forEach(d -> needs.add(d.value()));
    node.put("kubectl", kubectl(state, service));
    SyncJson.add(node, service);
    var pods = node.putArray("pods");
    service.observed().instances().forEach(i -> pods.add(pod(i)));
    return node;
  }

  /// What one types to see the service with other eyes; empty while the cluster does not run.
  private static String kubectl(State state, Service service) {
    var access = state.cluster().access();
    var config = state.config();
    if (access.isEmpty() || config.isEmpty()) {
      return "";
    }
    return "kubectl --context %s -n %s get all -l app.kubernetes.io/name=%s"
        .formatted(access.get().context(), config.get().project(), service.name());
  }

  private static String image(Service service) {
    if (!service.observed().image().isEmpty()) {
      return service.observed().image();
    }
    return service.image().delivered().orElse(service.config().image().orElse(""));
  }

  private static ObjectNode pod(Instance instance) {
    var node = NODES.objectNode();
    instance
        .started()
        .ifPresentOrElse(at -> node.put("started", at.toString()), () -> node.putNull("started"));
    return node.put("name", instance.name())
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

  static ObjectNode problem(Problem problem) {
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
