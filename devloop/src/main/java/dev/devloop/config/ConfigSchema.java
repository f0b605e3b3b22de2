package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.Flag;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.MapOf;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import dev.devloop.config.Type.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON schema of dev-config.yaml, for editors.
public final class ConfigSchema {

  /// Stands in for a value of any type.
  private static final String VARIABLE = "\\$\\{";

  private ConfigSchema() {}

  /// The document, indented, with a line feed at its end.
  public static String json() {
    var schema = new LinkedHashMap<String, Object>();
    // the draft that the YAML plug-ins of editors know best
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "dev-config.yaml of devloop");
    schema.putAll(of(Keys.ROOT));
    return Json.text(schema);
  }

  private static Map<String, Object> of(Type type) {
    var schema = new LinkedHashMap<String, Object>();
    switch (type) {
      case Text(var format) -> text(schema, format);
      case Whole(var least, var most, var _) -> {
        var number = new LinkedHashMap<String, Object>();
        number.put("type", "integer");
        number.put("minimum", least);
        if (most < Integer.MAX_VALUE) {
          number.put("maximum", most);
        }
        schema.put("anyOf", List.of(number, variable()));
      }
      case Flag() -> schema.put("anyOf", List.of(Map.of("type", "boolean"), variable()));
      case ListOf(var item) -> {
        schema.put("type", "array");
        schema.put("items", of(item));
      }
      case MapOf(var key, var value) -> {
        schema.put("type", "object");
        if (!key.pattern().isEmpty()) {
          schema.put("propertyNames", Map.of("pattern", key.pattern()));
        }
        schema.put("additionalProperties", of(value));
      }
      case Section section -> section(schema, section);
      case Either(var types) -> schema.put("anyOf", types.stream().map(ConfigSchema::of).toList());
    }
    return schema;
  }

  private static void text(Map<String, Object> schema, Format format) {
    // numbers and flags need no quotes: they are read as they are written
    schema.put("type", List.of("string", "number", "boolean"));
    if (!format.pattern().isEmpty()) {
      schema.put("pattern", format.pattern() + "|" + VARIABLE);
    }
  }

  private static Map<String, Object> variable() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "string");
    schema.put("pattern", VARIABLE);
    return schema;
  }

  private static void section(Map<String, Object> schema, Section section) {
    schema.put("type", "object");
    schema.put("description", section.doc());
    var properties = new LinkedHashMap<String, Object>();
    for (var key : section.keys()) {
      var property = new LinkedHashMap<String, Object>();
      property.put(
          "description", key.doc() + " Example: `" + key.name() + ": " + key.example() + "`");
      if (!key.otherwise().isEmpty()) {
        property.put("default", literal(key));
      }
      of(key.type()).forEach(property::putIfAbsent);
      properties.put(key.name(), property);
    }
    schema.put("properties", properties);
    var required = section.keys().stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
  }

  private static Object literal(Key key) {
    return switch (key.type()) {
      case Whole _ -> Numbers.whole(key.otherwise());
      case Flag _ -> Boolean.parseBoolean(key.otherwise());
      default -> key.otherwise();
    };
  }
}
