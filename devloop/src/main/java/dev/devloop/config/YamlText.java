package dev.devloop.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes values so that they stand in one line.
final class YamlText {

  private YamlText() {}

  /// Without quotes when it cannot be read as anything else.
  static String scalar(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  static String list(Collection<String> texts) {
    return texts.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  static String map(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> scalar(entry.getKey()) + ": " + scalar(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /// Keeps a text as it is where variables are replaced.
  static String literal(String text) {
    return text.contains("$$") || text.contains("${") ? text.replace("$", "$$") : text;
  }

  private static boolean isPlain(String text) {
    var first = text.isEmpty() ? ' ' : text.charAt(0);
    if (!Chars.isLetter(first) && first != '/' && first != '.') {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!Chars.isLetter(c) && !Chars.isDigit(c) && "_./-".indexOf(c) < 0) {
        return false;
      }
    }
    var word = text.toLowerCase(Locale.ROOT);
    return !List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n").contains(word);
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append("\\x")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
