package dev.devloop.config;

import java.util.List;
import java.util.Map;

/// Writes maps, lists, text, numbers and flags as indented JSON. So small that the command line
/// does without a JSON library on its class path.
public final class Json {

  private Json() {}

  /// A document with a line end behind it.
  public static String text(Object value) {
    var out = new StringBuilder();
    write(out, value, "\n");
    return out.append('\n').toString();
  }

  private static void write(StringBuilder out, Object value, String margin) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        var sign = "{";
        for (var entry : map.entrySet()) {
          out.append(sign).append(margin).append("  ");
          quote(out, String.valueOf(entry.getKey()));
          out.append(": ");
          write(out, entry.getValue(), margin + "  ");
          sign = ",";
        }
        out.append(margin).append('}');
      }
      case Map<?, ?> _ -> out.append("{}");
      case List<?> list -> {
        var sign = "[";
        for (var item : list) {
          out.append(sign);
          write(out, item, margin);
          sign = ", ";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case String string -> quote(out, string);
      default -> out.append(value);
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
