package dev.devloop.config;

import java.util.Locale;

/// The grammar of image references: `[HOST[:PORT]/]PATH[:TAG][@DIGEST]`.
final class ImageReference {

  private ImageReference() {}

  static boolean isValid(String text) {
    var at = text.indexOf('@');
    if (at >= 0 && !isDigest(text.substring(at + 1))) {
      return false;
    }
    var rest = at < 0 ? text : text.substring(0, at);
    var colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      if (!isTag(rest.substring(colon + 1))) {
        return false;
      }
      rest = rest.substring(0, colon);
    }
    var slash = rest.indexOf('/');
    if (slash > 0 && isRegistry(rest.substring(0, slash))) {
      rest = rest.substring(slash + 1);
    }
    return isRepository(rest);
  }

  private static boolean isDigest(String text) {
    var colon = text.indexOf(':');
    if (colon < 1 || text.length() - colon - 1 < 32) {
      return false;
    }
    for (var i = colon + 1; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTag(String text) {
    if (text.isEmpty() || text.length() > 128 || ".-".indexOf(text.charAt(0)) >= 0) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!Chars.isLetter(c) && !Chars.isDigit(c) && "_.-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /// The first part is a registry when it has a dot or a port, or is localhost.
  private static boolean isRegistry(String text) {
    var colon = text.indexOf(':');
    var name = colon < 0 ? text : text.substring(0, colon);
    var port = colon < 0 ? "1" : text.substring(colon + 1);
    for (var i = 0; i < port.length(); i++) {
      if (!Chars.isDigit(port.charAt(i))) {
        return false;
      }
    }
    return !port.isEmpty()
        && (colon >= 0 || name.contains(".") || name.equals("localhost"))
        && Names.isDomain(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isRepository(String text) {
    if (text.length() > 255) {
      return false;
    }
    for (var part : text.split("/", -1)) {
      if (!isPart(part)) {
        return false;
      }
    }
    return true;
  }

  /// Lower-case letters and digits, with `.`, `_`, `__` or dashes between them.
  private static boolean isPart(String text) {
    var separators = "";
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Chars.isLowerOrDigit(c)) {
        separators = "";
        continue;
      }
      separators += c;
      var dashes = separators.chars().allMatch(s -> s == '-');
      if (i == 0
          || !(separators.equals(".")
              || separators.equals("_")
              || separators.equals("__")
              || dashes)) {
        return false;
      }
    }
    return !text.isEmpty() && separators.isEmpty();
  }
}
