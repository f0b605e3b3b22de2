package dev.devloop.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Translates variables of a compose file, where an unset one is empty.
final class ComposeText {

  private ComposeText() {}

  /// A map, or a list of `NAME=value`. A name without a value is taken from the environment.
  static SequencedMap<String, String> variables(Raw raw) {
    var map = new LinkedHashMap<String, String>();
    raw.map()
        .forEach((name, value) ->
            map.put(name, value.text().map(ComposeText::variables).orElse(fromHost(name))));
    for (var line : raw.isMap() ? List.<String>of() : raw.texts()) {
      var sign = line.indexOf('=');
      var name = sign < 0 ? line : line.substring(0, sign);
      map.put(name, sign < 0 ? fromHost(name) : variables(line.substring(sign + 1)));
    }
    return map;
  }

  private static String fromHost(String name) {
    return "${" + name + ":-}";
  }

  /// `$VAR`, `${VAR}`, `${VAR-default}` and `${VAR:?error}` in the forms that devloop reads; `$$`
  /// is the same in both.
  static String variables(String text) {
    var out = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c != '$') {
        out.append(c);
      } else if (next == '$') {
        out.append("$$");
        i++;
      } else if (next == '{') {
        var end = closing(text, i + 2);
        out.append(braces(text.substring(i + 2, end)));
        i = end;
      } else if (Chars.isLetter(next) || next == '_') {
        var end = nameEnd(text, i + 1);
        out.append(fromHost(text.substring(i + 1, end)));
        i = end - 1;
      } else {
        out.append("$$");
      }
    }
    return out.toString();
  }

  private static String braces(String inside) {
    var end = nameEnd(inside, 0);
    var name = inside.substring(0, end);
    var rest = inside.substring(end);
    if (rest.startsWith(":-")) {
      return "${" + name + ":-" + variables(rest.substring(2)) + "}";
    }
    return rest.startsWith("-")
        ? "${" + name + ":-" + variables(rest.substring(1)) + "}"
        : fromHost(name);
  }

  private static int nameEnd(String text, int from) {
    var end = from;
    while (end < text.length()
        && (Chars.isLetter(text.charAt(end))
            || Chars.isDigit(text.charAt(end))
            || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private static int closing(String text, int from) {
    var open = 1;
    for (var i = from; i < text.length(); i++) {
      open += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return text.length();
  }
}
