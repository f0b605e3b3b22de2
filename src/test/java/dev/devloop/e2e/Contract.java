package dev.devloop.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All keys of dev-config.yaml and all commands, as the product itself lists them.
final class Contract {

  private Contract() {}

  static String schemaText() {
    return Folders.read(Sandbox.checkout().resolve("docs/dev-config.schema.json"));
  }

  /// Such as `services.*.build.context`; `*` stands for a name and for an entry of a list.
  static Set<String> keys() {
    var schema = Status.json(schemaText());
    var keys = new TreeSet<String>();
    collect(schema, schema, "", keys, new LinkedHashSet<>());
    return keys;
  }

  private static void collect(
      JsonNode root, JsonNode node, String path, Set<String> keys, Set<String> references) {
    var reference = node.path("$ref").asText("");
    if (!reference.isEmpty()) {
      // a definition that contains itself is walked once
      if (references.add(reference)) {
        collect(root, root.at(reference.substring(1)), path, keys, references);
        references.remove(reference);
      }
      return;
    }
    for (var property : node.path("properties").properties()) {
      var key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      keys.add(key);
      collect(root, property.getValue(), key, keys, references);
    }
    var named = node.path("additionalProperties");
    if (named.isObject() && !named.isEmpty()) {
      collect(root, named, path + ".*", keys, references);
    }
    if (node.has("items")) {
      collect(root, node.path("items"), path, keys, references);
    }
    for (var choice : Stream.of("oneOf", "anyOf", "allOf").map(node::path).toList()) {
      for (var one : choice) {
        collect(root, one, path, keys, references);
      }
    }
  }
}
