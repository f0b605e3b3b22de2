package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnsiTest {

  private static final String RED = "\u001b[31merror\u001b[0m";

  @Test
  void coloursOfALineStayAndEndWithIt() {
    assertThat(Ansi.shown("an " + RED, true)).isEqualTo("an " + RED + "\u001b[0m");
    assertThat(Ansi.shown("an " + RED, false)).isEqualTo("an error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2Jhello",
        "\u001b[10;20Hhello",
        "hel\u001b[?25llo",
        "\u001b]0;title\u0007hello",
        "\u001b]52;c;aGFjaw==\u001b\\hello",
        "\u001bPq#0\u001b\\hello",
        "\u001bchello",
        "\u001b(Bhello",
        "\u009b2Jhello",
        "hel\u0007lo\u0000",
        "hello\u001b[",
        "hello\u001b",
        "10%\r50%\rhello"
      })
  void whatSteersATerminalIsTakenOut(String line) {
    assertThat(Ansi.shown(line, true).replace("\u001b[0m", "")).isEqualTo("hello");
    assertThat(Ansi.shown(line, false)).isEqualTo("hello");
  }

  @Test
  void otherTextStays() {
    assertThat(Ansi.shown("a\tb  漢字 [31m {\"x\":1}", true)).isEqualTo("a    b  漢字 [31m {\"x\":1}");
  }
}
