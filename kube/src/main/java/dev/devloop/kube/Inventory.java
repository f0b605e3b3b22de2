package dev.devloop.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What was ever applied for a project and not removed since: a ConfigMap in its namespace. Labels
/// alone would not do, since finding kinds that a definition made means to list every kind there
/// is.
///
/// Objects are entered before they are applied, one key each, so that writers side by side do not
/// hinder each other and nothing is forgotten by a crash.
final class Inventory {

  static final String NAME = "devloop-inventory";

  private final KubernetesClient client;
  private final String project;

  /// What was there when it was last read, and what was entered since.
  private volatile Map<String, ObjectRef> known = Map.of();

  Inventory(KubernetesClient client, String project) {
    this.client = client;
    this.project = project;
  }

  Map<String, ObjectRef> read() {
    return find().map(this::refs).orElse(Map.of());
  }

  private Optional<ConfigMap> find() {
    return Optional.ofNullable(client.configMaps().inNamespace(project).withName(NAME).get());
  }

  private Map<String, ObjectRef> refs(ConfigMap map) {
    var found = new TreeMap<String, ObjectRef>();
    Optional.ofNullable(map.getData())
        .orElse(Map.of())
        .forEach((key, line) -> parse(line).ifPresent(ref -> found.put(key, ref)));
    return found;
  }

  /// Enters what is missing. Asks for nothing when all of it is known to be there.
  void enter(Collection<ObjectRef> refs) {
    if (!missing(refs).isEmpty()) {
      enterAnew(refs);
    }
  }

  /// Enters what is missing now: somebody may have deleted the inventory together with all else.
  void enterAnew(Collection<ObjectRef> refs) {
    var map = find();
    var now = new ConcurrentHashMap<>(map.map(this::refs).orElse(Map.of()));
    known = now;
    var missing = missing(refs);
    if (missing.isEmpty()) {
      return;
    }
    if (map.isEmpty()) {
      create();
    }
    var lines = new LinkedHashMap<String, Optional<String>>();
    missing.forEach((key, ref) -> lines.put(key, Optional.of(line(ref))));
    patch(lines);
    now.putAll(missing);
  }

  private Map<String, ObjectRef> missing(Collection<ObjectRef> refs) {
    var missing = new LinkedHashMap<String, ObjectRef>();
    for (var ref : refs) {
      var before = known.get(key(ref));
      if (before == null || !before.apiVersion().equals(ref.apiVersion())) {
        missing.put(key(ref), ref);
      }
    }
    return missing;
  }

  void strike(Collection<ObjectRef> refs) {
    var gone = new LinkedHashMap<String, Optional<String>>();
    refs.forEach(ref -> gone.put(key(ref), Optional.empty()));
    if (!gone.isEmpty()) {
      known = Map.of();
      patch(gone);
    }
  }

  private void create() {
    var empty =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(project)
            .withLabels(Labels.of(project))
            .endMetadata()
            .build();
    try {
      client.resource(empty).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) {
        throw e;
      }
    }
  }

  /// @param changes an empty value removes its key
  private void patch(Map<String, Optional<String>> changes) {
    var data = JsonNodeFactory.instance.objectNode();
    changes.forEach((key, value) ->
        value.ifPresentOrElse(text -> data.put(key, text), () -> data.putNull(key)));
    client
        .configMaps()
        .inNamespace(project)
        .withName(NAME)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            JsonNodeFactory.instance.objectNode().set("data", data).toString());
  }

  /// Readable, and unique through the digest: keys of a ConfigMap may hold few characters only.
  private static String key(ObjectRef ref) {
    var name = (ref.kind() + "." + ref.name()).toLowerCase(Locale.ROOT);
    var safe = name.replaceAll("[^a-z0-9.-]", "-");
    return safe.substring(0, Math.min(200, safe.length()))
        + "."
        + Digest.of(List.of(ref.key())).substring(0, 10);
  }

  private static String line(ObjectRef ref) {
    return String.join(" ", ref.apiVersion(), ref.kind(), ref.name(), ref.namespace());
  }

  private static Optional<ObjectRef> parse(String line) {
    var parts = line.split(" ", -1);
    return parts.length == 4
        ? Optional.of(new ObjectRef(parts[0], parts[1], parts[3], parts[2]))
        : Optional.empty();
  }
}
