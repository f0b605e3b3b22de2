package dev.devloop.config;

import java.math.BigDecimal;
import java.util.List;

/// Amounts as Kubernetes writes them.
final class Quantities {

  private static final List<String> UNITS = List.of("", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti");

  private Quantities() {}

  static boolean isCpu(String text) {
    var unit = unit(text);
    return isPositive(text, unit) && (unit.isEmpty() || unit.equals("m"));
  }

  static boolean isBytes(String text) {
    var unit = unit(text);
    return isPositive(text, unit) && UNITS.contains(unit);
  }

  /// How many bytes that is.
  ///
  /// @param text one that [#isBytes] accepts
  static long bytes(String text) {
    var unit = unit(text);
    var number = new BigDecimal(text.substring(0, text.length() - unit.length()));
    int step = unit.endsWith("i") ? 1024 : 1000;
    int power = unit.isEmpty() ? 0 : " KMGT".indexOf(Character.toUpperCase(unit.charAt(0)));
    return number.multiply(BigDecimal.valueOf(step).pow(power)).longValue();
  }

  /// What somebody meant who wrote `256MB`, `256m` or `1gb`.
  static String likely(String text) {
    var unit = unit(text);
    if (unit.isEmpty()) {
      return text;
    }
    var letter = Character.toUpperCase(unit.charAt(0));
    return text.substring(0, text.length() - unit.length()).strip() + letter + "i";
  }

  private static String unit(String text) {
    var from = text.length();
    while (from > 0 && Chars.isLetter(text.charAt(from - 1))) {
      from--;
    }
    return text.substring(from);
  }

  /// Digits with at most one point between them, and not just zeros.
  private static boolean isPositive(String text, String unit) {
    var number = text.substring(0, text.length() - unit.length());
    var points = 0;
    var positive = false;
    for (var i = 0; i < number.length(); i++) {
      var c = number.charAt(i);
      if (c == '.' && i > 0 && i < number.length() - 1) {
        points++;
      } else if (!Chars.isDigit(c)) {
        return false;
      }
      positive |= c >= '1' && c <= '9';
    }
    return positive && points <= 1;
  }
}
