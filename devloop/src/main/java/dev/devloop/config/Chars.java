package dev.devloop.config;

/// ASCII classes: what names in Kubernetes are made of. Regular expressions would cost their class
/// loading at each start of the command line.
final class Chars {

  private Chars() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean isLowerOrDigit(char c) {
    return isLower(c) || isDigit(c);
  }

  /// Letters, digits and `_`, not beginning with a digit.
  static boolean isVariableName(String text) {
    if (text.isEmpty() || isDigit(text.charAt(0))) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '_') {
        return false;
      }
    }
    return true;
  }
}
