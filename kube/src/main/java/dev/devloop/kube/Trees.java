package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks through objects of any kind, which are maps and lists.
final class Trees {

  private static final KubernetesSerialization SERIALIZATION = Model.serialization();

  private Trees() {}

  /// An object of a known kind as one of any kind. Its status, if it has one, is left out.
  static GenericKubernetesResource generic(HasMetadata object) {
    var copy = SERIALIZATION.convertValue(object, GenericKubernetesResource.class);
    copy.getAdditionalProperties().remove("status");
    return copy;
  }

  /// An object as it was read from YAML or JSON.
  static GenericKubernetesResource parsed(Map<String, Object> tree) {
    return SERIALIZATION.convertValue(tree, GenericKubernetesResource.class);
  }

  static String yaml(GenericKubernetesResource object) {
    return SERIALIZATION.asYaml(object);
  }

  static GenericKubernetesResource copy(GenericKubernetesResource object) {
    return SERIALIZATION.convertValue(object, GenericKubernetesResource.class);
  }

  /// The map at this path below the object; empty when something on the way is missing.
  static Optional<Map<String, Object>> map(GenericKubernetesResource object, String... path) {
    return descend(object.getAdditionalProperties(), List.of(path));
  }

  static Optional<Map<String, Object>> map(Map<String, Object> tree, String... path) {
    return descend(tree, List.of(path));
  }

  private static Optional<Map<String, Object>> descend(
      Map<String, Object> tree, List<String> path) {
    if (path.isEmpty()) {
      return Optional.of(tree);
    }
    return asMap(tree.get(path.getFirst()))
        .flatMap(next -> descend(next, path.subList(1, path.size())));
  }

  /// The maps of the list under this key; empty when there is none.
  static List<Map<String, Object>> maps(Map<String, Object> tree, String key) {
    var found = new ArrayList<Map<String, Object>>();
    if (tree.get(key) instanceof List<?> list) {
      list.forEach(item -> asMap(item).ifPresent(found::add));
    }
    return found;
  }

  /// The text under this key; empty when it is missing or no text.
  static String text(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof String text ? text : "";
  }

  /// The map under this key, made when it is missing.
  static Map<String, Object> child(Map<String, Object> tree, String key) {
    return asMap(tree.get(key))
        .orElseGet(() -> {
          var made = new LinkedHashMap<String, Object>();
          tree.put(key, made);
          return made;
        });
  }

  @SuppressWarnings("unchecked") // the keys of YAML and JSON mappings that were read are texts
  static Optional<Map<String, Object>> asMap(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }
}
