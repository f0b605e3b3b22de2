package dev.devloop.config;

/// Names that DNS and Kubernetes accept.
final class Names {

  private Names() {}

  static boolean isLabel(String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var inside = i > 0 && i < text.length() - 1;
      if (!Chars.isLowerOrDigit(c) && !(inside && c == '-')) {
        return false;
      }
    }
    return true;
  }

  /// Labels with dots between them.
  static boolean isDomain(String text) {
    if (text.length() > 253) {
      return false;
    }
    for (var label : text.split("\\.", -1)) {
      if (!isLabel(label, 63)) {
        return false;
      }
    }
    return true;
  }

  /// `name`, `name/path`, `@` or `@/path`.
  static boolean isHost(String text) {
    var slash = text.indexOf('/');
    var name = slash < 0 ? text : text.substring(0, slash);
    return (name.equals("@") || isDomain(name)) && (slash < 0 || isRoute(text.substring(slash)));
  }

  /// A path without what an ingress would read as something else.
  private static boolean isRoute(String path) {
    if (path.contains("//") || path.contains("/../") || path.endsWith("/..")) {
      return false;
    }
    for (var i = 0; i < path.length(); i++) {
      var c = path.charAt(i);
      if (c <= ' ' || c > '~' || "?#*\"<>\\^`{|}".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isWorkload(String text) {
    var slash = text.indexOf('/');
    if (slash < 1) {
      return false;
    }
    for (var i = 0; i < slash; i++) {
      if (!Chars.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return isDomain(text.substring(slash + 1));
  }
}
