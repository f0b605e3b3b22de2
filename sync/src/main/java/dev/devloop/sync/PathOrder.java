package dev.devloop.sync;

import java.util.Comparator;

/// Orders texts as their UTF-8 bytes are ordered: the agent sorts bytes, and Java's own order of
/// UTF-16 units is another one for characters outside of the basic plane.
enum PathOrder implements Comparator<String> {
  BY_BYTES;

  @Override
  public int compare(String a, String b) {
    var length = Math.min(a.length(), b.length());
    for (var i = 0; i < length; i++) {
      var x = a.charAt(i);
      var y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
