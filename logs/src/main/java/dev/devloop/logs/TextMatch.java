package dev.devloop.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/// What a line is to hold.
public sealed interface TextMatch {

  boolean isIn(String text);

  /// As people type it: text, or a regular expression between slashes.
  ///
  /// @throws IllegalArgumentException when the expression is none, with the reason
  static TextMatch of(String typed) {
    boolean slashes = typed.length() > 2 && typed.startsWith("/") && typed.endsWith("/");
    return slashes ? Regex.of(typed.substring(1, typed.length() - 1)) : new Literal(typed);
  }

  /// This text; capital and small letters are the same.
  record Literal(String text) implements TextMatch {
    @Override
    public boolean isIn(String line) {
      int last = line.length() - text.length();
      for (int i = 0; i <= last; i++) {
        if (line.regionMatches(true, i, text, 0, text.length())) {
          return true;
        }
      }
      return false;
    }
  }

  /// A regular expression (RE2: the time is linear in the length of the line).
  record Regex(Pattern pattern) implements TextMatch {

    /// Longer ones are not typed by anybody.
    private static final int LONGEST = 1000;

    /// Counted repetitions of repetitions grow a small pattern to a huge program.
    private static final int MOST_COPIES = 1000;

    private static final java.util.regex.Pattern COUNT =
        java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    /// @throws IllegalArgumentException when it is none, with the reason
    public static Regex of(String text) {
      if (text.length() > LONGEST || copies(text) > MOST_COPIES) {
        throw new IllegalArgumentException("the pattern is too large");
      }
      try {
        return new Regex(Pattern.compile(text));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    private static double copies(String text) {
      double copies = 1;
      Matcher count = COUNT.matcher(text);
      while (count.find()) {
        var most =
            count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
        copies *= Math.max(1, Double.parseDouble(most));
      }
      return copies;
    }

    @Override
    public boolean isIn(String line) {
      return pattern.matcher(line).find();
    }
  }
}
