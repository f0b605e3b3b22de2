package dev.devloop.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds bytes in bytes, by Horspool's rule: it looks at a fraction of them.
final class Needle {

  private final byte[] bytes;
  private final int[] skip = new int[256];

  Needle(String text) {
    bytes = text.getBytes(StandardCharsets.UTF_8);
    Arrays.fill(skip, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      skip[bytes[i] & 0xff] = bytes.length - 1 - i;
    }
  }

  boolean isIn(byte[] text, int from, int to) {
    return find(text, from, to) >= 0;
  }

  /// Where it begins, or -1.
  int find(byte[] text, int from, int to) {
    int last = bytes.length - 1;
    if (last < 0) {
      return from;
    }
    byte tail = bytes[last];
    int at = from + last;
    while (at < to) {
      byte here = text[at];
      if (here == tail && matches(text, at - last)) {
        return at - last;
      }
      at += skip[here & 0xff];
    }
    return -1;
  }

  private boolean matches(byte[] text, int at) {
    for (int i = 0; i < bytes.length - 1; i++) {
      if (text[at + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  int length() {
    return bytes.length;
  }
}
