package dev.devloop.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON as plain maps, lists, texts, numbers and flags: the streaming half of Jackson, without the
/// classes of its other half.
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// @throws IOException it is not an object
  static Map<String, Object> read(byte[] bytes) throws IOException {
    try (var parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a header is not a JSON object");
      }
      return object(parser);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    var map = new LinkedHashMap<String, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        map.put(key, value(parser));
      }
    }
    return map;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        var list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> "";
      default -> parser.getText();
    };
  }

  /// @param value maps with texts as keys, collections, texts, numbers, flags, entries
  static byte[] write(Map<String, ?> value) {
    var bytes = new ByteArrayOutputStream(256);
    try (var generator = FACTORY.createGenerator(bytes)) {
      put(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(JsonGenerator generator, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        generator.writeStartObject();
        for (var field : map.entrySet()) {
          generator.writeFieldName(String.valueOf(field.getKey()));
          put(generator, field.getValue());
        }
        generator.writeEndObject();
      }
      case Iterable<?> items -> {
        generator.writeStartArray();
        for (var item : items) {
          put(generator, item);
        }
        generator.writeEndArray();
      }
      case Outgoing outgoing -> put(generator, outgoing.entry(), outgoing.inline());
      case Entry entry -> put(generator, entry, Outgoing.NOT_INLINE);
      case Number number -> generator.writeNumber(number.longValue());
      case Boolean flag -> generator.writeBoolean(flag);
      default -> generator.writeString(value.toString());
    }
  }

  private static void put(JsonGenerator generator, Entry entry, int inline) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("p", entry.path());
    generator.writeStringField("k", entry.kind().letter());
    if (entry.isFile()) {
      generator.writeStringField("h", entry.hash());
      generator.writeNumberField("s", entry.size());
    }
    if (entry.mode() != Entry.ANY) {
      generator.writeNumberField("m", entry.mode());
    }
    if (entry.kind() == Entry.Kind.LINK) {
      generator.writeStringField("l", entry.link());
    }
    if (!entry.image().isEmpty()) {
      generator.writeStringField("i", entry.image());
    }
    if (inline != Outgoing.NOT_INLINE) {
      generator.writeNumberField("n", inline);
    }
    generator.writeEndObject();
  }

  static String text(Map<?, ?> object, String key) {
    return object.get(key) instanceof String text ? text : "";
  }

  static long number(Map<?, ?> object, String key, long otherwise) {
    return object.get(key) instanceof Number number ? number.longValue() : otherwise;
  }

  static boolean flag(Map<?, ?> object, String key) {
    return object.get(key) instanceof Boolean flag && flag;
  }

  static List<Map<?, ?>> objects(Map<?, ?> object, String key) {
    var objects = new ArrayList<Map<?, ?>>();
    if (object.get(key) instanceof List<?> list) {
      for (var item : list) {
        if (item instanceof Map<?, ?> map) {
          objects.add(map);
        }
      }
    }
    return objects;
  }

  static List<String> texts(Map<?, ?> object, String key) {
    return object.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /// An entry as it stands in a frame.
  static Entry entry(Map<?, ?> object) {
    return new Entry(
        text(object, "p"),
        Entry.Kind.of(text(object, "k")),
        text(object, "h"),
        number(object, "s", 0),
        (int) number(object, "m", Entry.ANY),
        text(object, "l"),
        text(object, "i"));
  }
}
