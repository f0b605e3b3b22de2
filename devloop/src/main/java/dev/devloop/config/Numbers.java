package dev.devloop.config;

/// Numbers and flags as text.
final class Numbers {

  private Numbers() {}

  static boolean isWhole(String text) {
    var from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (var i = from; i < text.length(); i++) {
      if (!Chars.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > from;
  }

  /// Of a text that [#isWhole]; what is too long for the type stays out of every range.
  static long whole(String text) {
    if (text.length() > 18) {
      return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return Long.parseLong(text);
  }

  static boolean isFlag(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }
}
