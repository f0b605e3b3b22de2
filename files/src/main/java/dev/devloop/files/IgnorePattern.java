package dev.devloop.files;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One pattern of an ignore file. The rules, oddities included, are those of the matcher that the
/// docker CLI and BuildKit share (moby/patternmatcher): a pattern whose only wildcard is a leading
/// `**` matches any path that ends so, one whose only wildcard is a `**` at the end any that begins
/// so, and `**` in between stands for nothing or for whole folders.
///
/// @param text the cleaned pattern, without `!`
/// @param isWild whether it holds more than plain characters
/// @param match of a whole path
record IgnorePattern(String text, boolean isWild, Predicate<String> match) {

  static IgnorePattern of(String text) {
    if (text.matches("[^*?\\[\\]\\\\]*")) {
      return new IgnorePattern(text, false, text::equals);
    }
    if (isPlain(text, 2, text.length()) && text.startsWith("**")) {
      var end = text.substring(2);
      return new IgnorePattern(
          text,
          true,
          path -> path.endsWith(end) || (end.startsWith("/") && path.equals(end.substring(1))));
    }
    if (isPlain(text, 0, text.length() - 2) && text.endsWith("**")) {
      var begin = text.substring(0, text.length() - 2);
      return new IgnorePattern(text, true, path -> path.startsWith(begin));
    }
    return new IgnorePattern(text, true, Pattern.compile(regex(text)).asMatchPredicate());
  }

  private static boolean isPlain(String text, int from, int to) {
    return from <= to && text.substring(from, to).matches("[^*?\\[\\]\\\\]*");
  }

  boolean matches(String path) {
    return match.test(path);
  }

  private static String regex(String pattern) {
    var regex = new StringBuilder();
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (pattern.startsWith("**", i)) {
        i++;
        i += pattern.startsWith("/", i + 1) ? 1 : 0;
        regex.append(i + 1 == pattern.length() ? ".*" : "(.*/)?");
      } else if (c == '[' && pattern.indexOf(']', i + 1) > i) {
        var end = pattern.indexOf(']', i + 1);
        regex.append('[').append(pattern, i + 1, end).append(']');
        i = end;
      } else {
        i += c == '\\' && i + 1 < pattern.length() ? 1 : 0;
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(pattern.substring(i, i + 1));
            });
      }
    }
    return regex.toString();
  }
}
