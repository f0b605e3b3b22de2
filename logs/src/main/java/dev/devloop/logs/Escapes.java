package dev.devloop.logs;

import java.nio.charset.StandardCharsets;

/// Colours and other sequences that a terminal does not show.
public final class Escapes {

  private static final byte ESCAPE = 0x1b;
  private static final byte BELL = 7;

  private Escapes() {}

  /// The text without them.
  public static String strip(String text) {
    if (text.indexOf(ESCAPE) < 0) {
      return text;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var plain = new byte[bytes.length];
    return new String(plain, 0, strip(bytes, 0, bytes.length, plain), StandardCharsets.UTF_8);
  }

  /// Returns how many bytes are left.
  static int strip(byte[] text, int from, int to, byte[] plain) {
    int left = 0;
    int at = from;
    while (at < to) {
      if (text[at] == ESCAPE) {
        at = after(text, at + 1, to);
      } else {
        plain[left++] = text[at++];
      }
    }
    return left;
  }

  /// Where a sequence ends of which the first byte has been seen.
  private static int after(byte[] text, int at, int to) {
    if (at >= to) {
      return to;
    }
    return switch (text[at]) {
      case '[' -> afterControl(text, at + 1, to);
      case ']' -> afterCommand(text, at + 1, to);
      default -> at + 1;
    };
  }

  /// `ESC [`, parameters, one letter.
  private static int afterControl(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] >= ' ' && text[at] <= '?') {
      at++;
    }
    return Math.min(to, at + 1);
  }

  /// `ESC ]` up to a bell or `ESC \\`: titles and links.
  private static int afterCommand(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != BELL && text[at] != ESCAPE) {
      at++;
    }
    return Math.min(to, at + (at < to && text[at] == ESCAPE ? 2 : 1));
  }
}
