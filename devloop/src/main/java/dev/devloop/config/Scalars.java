package dev.devloop.config;

import dev.devloop.config.Value.Kind;
import dev.devloop.config.Value.Scalar;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Types of scalars by the rules of YAML's core schema.
final class Scalars {

  private Scalars() {}

  static Value of(ScalarNode node, Position place, Variables variables, Findings findings) {
    var raw = node.getValue();
    if (node.isPlain() && isNull(raw)) {
      return new Value.Nothing(place);
    }
    if (raw.indexOf('$') >= 0) {
      var replaced = variables.replace(raw, place, findings);
      var kind = replaced.isPresent() && !raw.contains("${") ? Kind.TEXT : Kind.OPEN;
      return replaced
          .<Value>map(text -> new Scalar(place, text, kind, raw))
          .orElseGet(() -> new Value.Broken(place));
    }
    return new Scalar(place, raw, node.isPlain() ? kind(raw) : Kind.TEXT, raw);
  }

  private static boolean isNull(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  private static Kind kind(String text) {
    return switch (text) {
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.FLAG;
      default -> number(text);
    };
  }

  private static Kind number(String text) {
    var from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    var digits = 0;
    var others = 0;
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Chars.isDigit(c)) {
        digits++;
      } else if (c == '.' && others == 0) {
        others++;
      } else {
        return Kind.TEXT;
      }
    }
    return digits == 0 ? Kind.TEXT : others == 0 ? Kind.WHOLE : Kind.DECIMAL;
  }
}
