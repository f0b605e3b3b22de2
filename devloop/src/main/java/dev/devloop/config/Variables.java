package dev.devloop.config;

import java.util.Map;
import java.util.Optional;

/// Replaces `${VAR}` and `${VAR:-default}`; `$$` is a dollar that stays, as is a `$` before
/// anything else.
final class Variables {

  private final Map<String, String> env;
  private final boolean off;

  Variables(Map<String, String> env) {
    this(env, false);
  }

  private Variables(Map<String, String> env, boolean off) {
    this.env = env;
    this.off = off;
  }

  /// Leaves everything as it is: for files of other tools.
  static Variables off() {
    return new Variables(Map.of(), true);
  }

  /// @return empty when something could not be replaced, which is in the findings then
  Optional<String> replace(String text, Position place, Findings findings) {
    if (off) {
      return Optional.of(text);
    }
    var result = new StringBuilder();
    var good = true;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '$' && next == '$') {
        result.append('$');
        i++;
      } else if (c == '$' && next == '{') {
        var end = closing(text, i + 2);
        if (end < 0) {
          findings.add(ConfigProblem.VARIABLE_MALFORMED, place, "`${` has no `}` in this value");
          return Optional.empty();
        }
        var value = value(text.substring(i + 2, end), place, findings);
        value.ifPresent(result::append);
        good &= value.isPresent();
        i = end;
      } else {
        result.append(c);
      }
    }
    return good ? Optional.of(result.toString()) : Optional.empty();
  }

  private Optional<String> value(String inside, Position place, Findings findings) {
    var colon = inside.indexOf(':');
    var name = colon < 0 ? inside : inside.substring(0, colon);
    if (!Chars.isVariableName(name) || (colon >= 0 && !inside.startsWith(":-", colon))) {
      findings.add(
          ConfigProblem.VARIABLE_MALFORMED, place, "`${" + inside + "}` cannot be replaced");
      return Optional.empty();
    }
    var value = env.getOrDefault(name, "");
    if (colon >= 0) {
      // as in a shell: the default also stands in for an empty variable
      return value.isEmpty()
          ? replace(inside.substring(colon + 2), place, findings)
          : Optional.of(value);
    }
    if (!env.containsKey(name)) {
      findings.add(
          ConfigProblem.VARIABLE_UNDEFINED,
          place,
          "the environment variable `" + name + "` is not set",
          "set it, or write `${%s:-default}`; `$${%s}` keeps it for the container"
              .replace("%s", name));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /// Where the brace closes that is open before `from`; a default may hold variables itself.
  private static int closing(String text, int from) {
    var open = 1;
    for (var i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{' && text.charAt(i - 1) == '$') {
        open++;
      } else if (text.charAt(i) == '}' && --open == 0) {
        return i;
      }
    }
    return -1;
  }
}
