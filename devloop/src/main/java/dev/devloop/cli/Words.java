package dev.devloop.cli;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A text to look for: as it stands and in any case, or `/a regular expression/`. The page reads it
/// the same way.
final class Words {

  private final Predicate<String> test;

  Words(String text) {
    this.test = test(text);
  }

  private static Predicate<String> test(String text) {
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      try {
        return Pattern.compile(text.substring(1, text.length() - 1), Pattern.CASE_INSENSITIVE)
            .asPredicate();
      } catch (PatternSyntaxException _) {
        // half typed, or meant as it stands
      }
    }
    var small = text.toLowerCase(Locale.ROOT);
    return line -> line.toLowerCase(Locale.ROOT).contains(small);
  }

  boolean areIn(String line) {
    return test.test(line);
  }
}
