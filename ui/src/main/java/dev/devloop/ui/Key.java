package dev.devloop.ui;

import java.io.IOException;

/// A key as a person means it.
///
/// @param text the character of [Kind#TEXT]; else empty
public record Key(Kind kind, String text) {

  public enum Kind {
    TEXT,
    UP,
    DOWN,
    ENTER,
    ESCAPE,
    BACKSPACE,
    /// Ctrl-U: all of the input.
    ERASE,
    /// Ctrl-L.
    REDRAW,
    /// Ctrl-C, where it does not come as a signal, and Ctrl-D.
    INTERRUPT,
    /// The terminal is gone.
    END,
    /// A key without a meaning here.
    OTHER
  }

  /// Characters as a terminal sends them.
  @FunctionalInterface
  public interface Source {

    /// @param millis how long to wait; 0 for ever
    /// @return -1 at the end, -2 when nothing came in time
    int read(long millis) throws IOException;
  }

  private static final int ESC = 27;

  /// A terminal sends a sequence in one go; a person who presses Escape sends nothing after it.
  private static final long SEQUENCE_MILLIS = 50;

  static Key of(Kind kind) {
    return new Key(kind, "");
  }

  static Key typed(int character) {
    return new Key(Kind.TEXT, Character.toString(character));
  }

  /// Waits for the next one.
  public static Key read(Source source) throws IOException {
    int c = source.read(0);
    return switch (c) {
      case -1 -> of(Kind.END);
      case 3, 4 -> of(Kind.INTERRUPT);
      case 8, 127 -> of(Kind.BACKSPACE);
      case '\r', '\n' -> of(Kind.ENTER);
      case 12 -> of(Kind.REDRAW);
      case 21 -> of(Kind.ERASE);
      case ESC -> escape(source);
      default -> character(c, source);
    };
  }

  /// Characters beyond the first plane come as two.
  private static Key character(int first, Source source) throws IOException {
    if (first < ' ') {
      return of(Kind.OTHER);
    }
    if (!Character.isHighSurrogate((char) first)) {
      return typed(first);
    }
    int second = source.read(SEQUENCE_MILLIS);
    return second < 0 ? of(Kind.OTHER) : typed(Character.toCodePoint((char) first, (char) second));
  }

  private static Key escape(Source source) throws IOException {
    int next = source.read(SEQUENCE_MILLIS);
    if (next < 0) {
      return of(Kind.ESCAPE);
    }
    if (next != '[' && next != 'O') {
      return of(Kind.OTHER);
    }
    int last = source.read(SEQUENCE_MILLIS);
    boolean plain = true;
    while (last >= ' ' && last < '@') {
      plain = false;
      last = source.read(SEQUENCE_MILLIS);
    }
    return switch (plain ? last : 0) {
      case 'A' -> of(Kind.UP);
      case 'B' -> of(Kind.DOWN);
      default -> of(Kind.OTHER);
    };
  }
}
