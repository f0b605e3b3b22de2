package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyTest {

  private static final int NOTHING = -2;

  /// What a terminal sends; a `|` is a pause.
  private static List<Key> keys(String typed) throws IOException {
    var left = new ArrayDeque<Integer>();
    typed.chars().forEach(left::add);
    var keys = new ArrayList<Key>();
    Key.Source source =
        millis -> {
          if (left.isEmpty()) {
            return millis > 0 ? NOTHING : -1;
          }
          if (left.peek() == '|') {
            left.remove();
            return millis > 0 || left.isEmpty() ? NOTHING : left.remove();
          }
          return left.remove();
        };
    var key = Key.read(source);
    while (key.kind() != Key.Kind.END) {
      keys.add(key);
      key = Key.read(source);
    }
    return keys;
  }

  private static List<Key.Kind> kinds(String typed) throws IOException {
    return keys(typed).stream().map(Key::kind).toList();
  }

  @Test
  void charactersAreText() throws IOException {
    assertThat(keys("j/é漢")).extracting(Key::text).containsExactly("j", "/", "é", "漢");
    assertThat(keys("🙂")).containsExactly(new Key(Key.Kind.TEXT, "🙂"));
  }

  @Test
  void arrowsComeInTwoKinds() throws IOException {
    assertThat(kinds("\u001b[A\u001b[B\u001bOA\u001bOB"))
        .containsExactly(Key.Kind.UP, Key.Kind.DOWN, Key.Kind.UP, Key.Kind.DOWN);
  }

  @Test
  void escapeIsAKeyWhenNothingFollows() throws IOException {
    assertThat(kinds("\u001b|j")).containsExactly(Key.Kind.ESCAPE, Key.Kind.TEXT);
    assertThat(kinds("\u001b")).containsExactly(Key.Kind.ESCAPE);
  }

  @Test
  void keysWithoutMeaningAreOneKeyEach() throws IOException {
    // F5, page down, Ctrl with an arrow, Alt with a letter, Ctrl-B
    assertThat(kinds("\u001b[15~\u001b[6~\u001b[1;5A\u001bx\u0002"))
        .hasSize(5)
        .containsOnly(Key.Kind.OTHER);
  }

  @Test
  void controlKeys() throws IOException {
    assertThat(kinds("\r\n\u007f\b\u0015\f\u0003\u0004"))
        .containsExactly(
            Key.Kind.ENTER,
            Key.Kind.ENTER,
            Key.Kind.BACKSPACE,
            Key.Kind.BACKSPACE,
            Key.Kind.ERASE,
            Key.Kind.REDRAW,
            Key.Kind.INTERRUPT,
            Key.Kind.INTERRUPT);
  }
}
