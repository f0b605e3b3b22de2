package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RowTextTest {

  private static final long NOW = 100_000;

  private static Row service(String name, String phase, String detail, Row.Work... work) {
    return new Row(
        Row.Kind.SERVICE, name, phase, detail, "", List.of(work).stream().findFirst(), List.of());
  }

  private static Row building(double fraction, long since) {
    return service("web", "building", "", new Row.Work("npm ci", since, fraction, "added 12"));
  }

  private static RowText.Look live(int width, boolean colour, boolean unicode) {
    return new RowText.Look(width, colour, unicode, true);
  }

  private static List<String> text(Row row, RowText.Look look) {
    return RowText.of(List.of(row), look, NOW);
  }

  @Test
  void coloursOnlyWhenWanted() {
    var row = service("web", "ready", "");

    assertThat(text(row, live(80, true, true))).containsExactly("  web  \u001b[32mready\u001b[0m");
    assertThat(text(row, live(80, false, true))).containsExactly("  web  ready");
  }

  @Test
  void aBarShowsHowFarItIsAndHowLongItWillTake() {
    assertThat(text(building(0.25, NOW - 10_000), live(80, false, true)))
        .containsExactly("  web  building   ━━━━━───────────────  25%  ~30s    npm ci  added 12");
  }

  @Test
  void aBarIsOfAsciiWhereTheTerminalKnowsNothingElse() {
    assertThat(text(building(0.5, NOW - 10_000), live(80, false, false)))
        .containsExactly("  web  building   ##########----------  50%  ~10s    npm ci  added 12");
  }

  @Test
  void aStepOfUnknownLengthHasAClock() {
    assertThat(text(building(0, NOW - 75_000), live(80, false, true)))
        .containsExactly("  web  building   npm ci  1m 15s  added 12");
  }

  @Test
  void aNarrowTerminalHasNoBar() {
    assertThat(text(building(0.25, NOW - 10_000), live(50, false, true)))
        .containsExactly("  web  building    25%  ~30s    npm ci  added 12");
  }

  @Test
  void whatIsPrintedOnceHasNoClocks() {
    assertThat(text(building(0.25, NOW - 10_000), RowText.Look.PLAIN))
        .containsExactly("  web  building   npm ci 25%");
  }

  @Test
  void linesAreCutToTheWidth() {
    var row = service("web", "failed", "It cannot be pulled: " + "x".repeat(100));

    assertThat(text(row, live(40, false, true)))
        .containsExactly("  web  failed     It cannot be pulled: …");
    assertThat(text(row, live(40, false, false)).getFirst()).hasSize(40).endsWith("~");
  }

  @Test
  void wideCharactersCountTwice() {
    var row = service("web", "failed", "漢字漢字漢字漢字漢字漢字");

    var cut = text(row, live(30, false, true)).getFirst();

    assertThat(cut).isEqualTo("  web  failed     漢字漢字漢…");
    assertThat(StyledText.width(cut)).isEqualTo(29);
  }

  @Test
  void whatADaemonSendsCannotSteerTheTerminal() {
    var row = service("web", "failed", "\u001b[2Jgone\u0007 \u001b]52;c;aGk=\u0007here");

    assertThat(text(row, live(80, true, true)).getFirst()).doesNotContain("[2J", "52", "\u0007");
  }

  @Test
  void spansAreReadable() {
    assertThat(RowText.span(8_900)).isEqualTo("8s");
    assertThat(RowText.span(200_000)).isEqualTo("3m 20s");
    assertThat(RowText.span(3_900_000)).isEqualTo("1h 5m");
  }

  @Test
  void theClusterHasItsStepInTheSameRow() {
    var row =
        new Row(
            Row.Kind.CLUSTER,
            "shop",
            "creating",
            "cluster devloop",
            "",
            Optional.of(new Row.Work("node image", NOW - 60_000, 0.5, "")),
            List.of());

    assertThat(text(row, live(100, false, true)))
        .containsExactly(
            "shop  cluster devloop creating  ━━━━━━━━━━──────────  50%  ~1m 0s  node image");
  }
}
