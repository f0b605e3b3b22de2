package dev.devloop.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds bytes in bytes, by Horspool's rule: it looks at a fraction of them.
final class Needle {

  private final byte[] bytes;
  private final boolean anyCase;
  private final int[] skip = new int[256];

  private Needle(String text, boolean anyCase) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.anyCase = anyCase;
    Arrays.fill(skip, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      skip[bytes[i] & 0xff] = bytes.length - 1 - i;
      if (anyCase) {
        skip[upper(bytes[i]) & 0xff] = bytes.length - 1 - i;
      }
    }
  }

  static Needle exact(String text) {
    return new Needle(text, false);
  }

  /// Small and capital letters of ASCII are the same.
  static Needle anyCase(String text) {
    return new Needle(lower(text), true);
  }

  private static String lower(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = lower(bytes[i]);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  private static byte upper(byte b) {
    return b >= 'a' && b <= 'z' ? (byte) (b - 32) : b;
  }

  boolean isIn(byte[] text, int from, int to) {
    return find(text, from, to) >= 0;
  }

  /// Where it begins, or -1.
  int find(byte[] text, int from, int to) {
    // fields as variables: the first compiler reads them anew in every round
    int[] table = skip;
    int last = bytes.length - 1;
    if (last < 0) {
      return from;
    }
    byte small = bytes[last];
    byte large = anyCase ? upper(small) : small;
    int at = from + last;
    while (at < to) {
      byte here = text[at];
      if ((here == small || here == large) && matches(text, at - last)) {
        return at - last;
      }
      at += table[here & 0xff];
    }
    return -1;
  }

  private boolean matches(byte[] text, int at) {
    for (int i = 0; i < bytes.length - 1; i++) {
      byte here = text[at + i];
      if ((anyCase ? lower(here) : here) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  int length() {
    return bytes.length;
  }
}
