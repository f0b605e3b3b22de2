package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Looks at what a terminal shows, not at the sequences.
final class PainterTest {

  private static final int WIDTH = 20;

  private final Painter painter = new Painter();
  private final Vt terminal = new Vt(WIDTH, 8);

  private String paint(List<String> above, String... frame) {
    var text = painter.paint(above, List.of(frame), WIDTH);
    terminal.write(text);
    return text;
  }

  @Test
  void rowsAreRedrawnInPlace() {
    terminal.write("$ devloop up\r\n");
    paint(List.of(), "shop", "  web  building");
    paint(List.of(), "shop", "  web  ready");

    assertThat(terminal.lines()).containsExactly("$ devloop up", "shop", "  web  ready");
  }

  @Test
  void whatDoesNotChangeIsNotWritten() {
    paint(List.of(), "shop", "  web  ready", "keys");

    assertThat(paint(List.of(), "shop", "  web  ready", "keys")).isEmpty();
    assertThat(paint(List.of(), "shop", "  web  failed", "keys")).doesNotContain("shop", "keys");
    assertThat(terminal.lines()).containsExactly("shop", "  web  failed", "keys");
  }

  @Test
  void aFrameIsShownAtOnceOrNotAtAll() {
    assertThat(paint(List.of("a line"), "shop"))
        .startsWith("\u001b[?2026h")
        .endsWith("\u001b[?2026l");
  }

  @Test
  void linesScrollAboveTheRows() {
    paint(List.of(), "shop", "  web  ready");
    for (int i = 1; i <= 20; i++) {
      paint(List.of("line " + i), "shop", "  web  ready");
    }

    assertThat(terminal.lines())
        .containsExactly(
            "line 15",
            "line 16",
            "line 17",
            "line 18",
            "line 19",
            "line 20",
            "shop",
            "  web  ready");
  }

  @Test
  void aLongLineGoesOnInTheNextRowAndLeavesNothingBehind() {
    paint(List.of(), "x".repeat(19), "y".repeat(19), "z".repeat(19));
    paint(List.of("a".repeat(WIDTH), "b".repeat(WIDTH + 3)), "shop", "web", "db");

    assertThat(terminal.lines())
        .containsExactly("a".repeat(WIDTH), "b".repeat(WIDTH), "bbb", "shop", "web", "db");
  }

  @Test
  void aLineOfWideCharactersIsMeasuredInCells() {
    paint(List.of(), "x".repeat(19), "y".repeat(19));
    paint(List.of("漢".repeat(11)), "shop", "web");

    assertThat(terminal.lines()).containsExactly("漢".repeat(10), "漢", "shop", "web");
  }

  @Test
  void fewerRowsLeaveNoneOfTheOldOnes() {
    paint(List.of(), "shop", "web", "error", "why");
    paint(List.of(), "shop", "web");

    assertThat(terminal.lines()).containsExactly("shop", "web");
  }

  @Test
  void moreRowsThanBeforePushTheLogUp() {
    for (int i = 1; i <= 9; i++) {
      paint(List.of("line " + i), "shop");
    }
    paint(List.of(), "shop", "a", "b", "c");

    assertThat(terminal.lines())
        .containsExactly("line 6", "line 7", "line 8", "line 9", "shop", "a", "b", "c");
  }

  @Test
  void aNarrowerWindowIsDrawnFromNothing() {
    paint(List.of("a line"), "shop  cluster", "  web  ready");
    terminal.resize(10, 8);
    painter.forget();
    terminal.write(painter.paint(List.of(), List.of("shop", "  web"), 10));

    assertThat(terminal.lines()).containsExactly("a line", "shop", "  web");
  }

  @Test
  void theCursorIsHiddenAndComesBackBelowTheRows() {
    assertThat(paint(List.of(), "shop", "web")).contains("\u001b[?25l");
    var leave = painter.leave();
    terminal.write(leave).write("$ ");

    assertThat(leave).endsWith("\u001b[?25h");
    assertThat(terminal.lines()).containsExactly("shop", "web", "$");
  }
}
