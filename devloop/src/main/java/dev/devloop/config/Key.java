package dev.devloop.config;

import java.util.List;

/// One key of dev-config.yaml: everything that is known of it. The reader, the JSON schema and the
/// reference are all made from this.
///
/// @param otherwise the default as text, used by the reader; empty: none
/// @param doc one sentence or a few, Markdown
/// @param example as it stands after `name: `
/// @param since the version that reads it first
/// @param aliases what other tools call it: a hint for who writes that
record Key(
    String name,
    Type type,
    boolean required,
    String otherwise,
    String doc,
    String example,
    String since,
    List<String> aliases) {

  static Key of(String name, Type type, String example, String doc) {
    return new Key(name, type, false, "", doc, example, "0.1", List.of());
  }

  Key must() {
    return new Key(name, type, true, otherwise, doc, example, since, aliases);
  }

  Key or(String fallback) {
    return new Key(name, type, required, fallback, doc, example, since, aliases);
  }

  Key alias(String... names) {
    return new Key(name, type, required, otherwise, doc, example, since, List.of(names));
  }
}
