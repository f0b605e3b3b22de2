package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.ui.Wanted.LogChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveScreenTest {

  private static final long NOW = 1_000_000;

  private final LiveScreen screen = new LiveScreen(true, false);

  LiveScreenTest() {
    screen.rows(rows("db", "web", "worker"));
  }

  private static List<Row> rows(String... services) {
    var rows = new ArrayList<Row>();
    rows.add(row(Row.Kind.CLUSTER, "shop", "running", "cluster devloop", ""));
    for (var name : services) {
      var url = name.equals("web") ? "http://shop.localhost" : "";
      rows.add(row(Row.Kind.SERVICE, name, "ready", "", url));
    }
    return rows;
  }

  private static Row row(Row.Kind kind, String name, String phase, String detail, String url) {
    return new Row(kind, name, phase, detail, url, Optional.empty(), List.of());
  }

  private Optional<Wanted> press(String keys) {
    Optional<Wanted> wanted = Optional.empty();
    for (int c : keys.codePoints().toArray()) {
      wanted = screen.key(Key.typed(c), NOW);
    }
    return wanted;
  }

  private Optional<Wanted> press(Key.Kind kind) {
    return screen.key(Key.of(kind), NOW);
  }

  private List<String> frame(int width, int height) {
    return screen.frame(new RowText.Look(width, false, true, true), height, NOW);
  }

  private List<String> frame() {
    return frame(80, 24);
  }

  private String selected() {
    return frame().stream()
        .filter(l -> l.startsWith("▸"))
        .map(l -> l.substring(2).split(" ", -1)[0])
        .findFirst()
        .orElse("");
  }

  @Test
  void itIsARuleTheRowsAndTheKeys() {
    assertThat(frame(70, 24))
        .containsExactly(
            "─".repeat(69),
            "shop  cluster devloop running",
            "  db      ready",
            "  web     ready      http://shop.localhost",
            "  worker  ready",
            "j/k select  l logs  / filter  f pause  r restart  ? help  q leave");
  }

  @Test
  void jAndKAndTheArrowsSelectAService() {
    assertThat(selected()).isEmpty();
    press("j");
    assertThat(selected()).isEqualTo("db");
    press(Key.Kind.DOWN);
    press("j");
    press("j");
    assertThat(selected()).isEqualTo("worker");
    press("k");
    assertThat(selected()).isEqualTo("web");
    press(Key.Kind.UP);
    assertThat(selected()).isEqualTo("db");
  }

  @Test
  void aSelectedServiceThatGoesIsSelectedNoMore() {
    press("jj");
    screen.rows(rows("db", "worker"));

    assertThat(selected()).isEmpty();
    assertThat(press("r")).isEmpty();
  }

  @Test
  void rAndBAskForARestartAndARebuildOfTheSelectedService() {
    press("jj");

    assertThat(press("r")).hasValue(new Wanted.Restart("web"));
    assertThat(press("b")).hasValue(new Wanted.Rebuild("web"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "b", "o", "l"})
  void withoutASelectionItSaysWhatToDo(String key) {
    assertThat(press(key)).isEmpty();
    assertThat(frame().getLast()).contains("select a service first");
  }

  @Test
  void oOpensTheAddressAndPThePage() {
    press("j");
    assertThat(press("o")).isEmpty();
    assertThat(frame().getLast()).isEqualTo("db has no address");
    press("j");
    assertThat(press("o")).hasValue(new Wanted.Open("http://shop.localhost"));
    assertThat(press("p")).hasValue(new Wanted.Page());
  }

  @Test
  void lShowsTheLogOfOneServiceAndAgainThatOfAll() {
    press("jj");

    assertThat(press("l")).hasValue(new Wanted.Logs(new LogChoice(true, Optional.of("web"), "")));
    assertThat(frame().getFirst()).startsWith("── logs of web: Esc shows all ──");
    assertThat(press("l")).hasValue(new Wanted.Logs(new LogChoice(true, Optional.empty(), "")));
    assertThat(frame().getFirst()).isEqualTo("─".repeat(79));
  }

  @Test
  void aSlashFiltersLines() {
    press("/erx");
    press(Key.Kind.BACKSPACE);
    press("r");
    assertThat(frame().getLast()).startsWith("/err▏");

    assertThat(press(Key.Kind.ENTER))
        .hasValue(new Wanted.Logs(new LogChoice(true, Optional.empty(), "err")));
    assertThat(frame().getFirst()).contains("logs with err");
    assertThat(press(Key.Kind.ESCAPE))
        .hasValue(new Wanted.Logs(new LogChoice(true, Optional.empty(), "")));
  }

  @Test
  void aFilterCanBeLeftAndErasedAndTakesLettersThatAreKeys() {
    press("/qj");
    press(Key.Kind.ERASE);
    assertThat(frame().getLast()).startsWith("/▏");
    press(Key.Kind.BACKSPACE);
    press("f");

    assertThat(press(Key.Kind.ESCAPE)).isEmpty();
    assertThat(screen.logs().words()).isEmpty();
    assertThat(selected()).isEmpty();
  }

  @Test
  void linesAreHandedOutOnce() {
    screen.log("web | hello");

    assertThat(screen.due()).containsExactly("web    | hello");
    assertThat(screen.due()).isEmpty();
  }

  @Test
  void fHoldsLinesBackAndLetsThemGo() {
    press("f");
    screen.log("one");
    screen.log("two");

    assertThat(screen.due()).isEmpty();
    assertThat(frame().getFirst()).startsWith("── paused, 2 new lines: f goes on ");
    press("f");
    assertThat(screen.due()).containsExactly("one", "two");
  }

  @Test
  void heldLinesAreBounded() {
    press("f");
    for (int i = 0; i < 20_000; i++) {
      screen.log("line " + i);
    }
    press("f");

    assertThat(screen.due()).hasSize(10_000).endsWith("line 19999");
  }

  @Test
  void whereNoLogWasWantedFBringsIt() {
    var quiet = new LiveScreen(false, false);

    assertThat(quiet.logs().on()).isFalse();
    assertThat(quiet.key(Key.typed('f'), NOW))
        .hasValue(new Wanted.Logs(new LogChoice(true, Optional.empty(), "")));
  }

  @Test
  void aQuestionMarkShowsTheKeysAndEscapeHidesThem() {
    press("?");
    var help = String.join("\n", frame());
    for (var key : List.of("j k", "l ", "/", "f ", "r ", "b ", "o ", "p ", "Esc", "Ctrl-L", "q ")) {
      assertThat(help).contains("\n  " + key);
    }
    press(Key.Kind.ESCAPE);
    assertThat(frame().get(1)).startsWith("shop");
    press("?");
    press("?");
    assertThat(frame().get(1)).startsWith("shop");
  }

  @Test
  void aKeyWorksWhileTheKeysAreShown() {
    press("?");

    assertThat(press("q")).hasValue(new Wanted.Leave(false));
  }

  @Test
  void qLeavesAndControlCInterrupts() {
    assertThat(press("q")).hasValue(new Wanted.Leave(false));
    assertThat(press(Key.Kind.INTERRUPT)).hasValue(new Wanted.Leave(true));
    press("/");
    assertThat(press(Key.Kind.INTERRUPT)).hasValue(new Wanted.Leave(true));
    assertThat(press(Key.Kind.END)).hasValue(new Wanted.Leave(false));
  }

  @Test
  void controlLDrawsAllAnew() {
    press(Key.Kind.REDRAW);

    assertThat(screen.redraw()).isTrue();
    assertThat(screen.redraw()).isFalse();
  }

  @Test
  void answersStandForAWhile() {
    screen.say("web: restart done", NOW);

    assertThat(frame().getLast()).isEqualTo("web: restart done");
    assertThat(screen.ticks()).isTrue();
    assertThat(screen.frame(new RowText.Look(80, false, true, true), 24, NOW + 10_000).getLast())
        .contains("? help");
    assertThat(screen.ticks()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 24})
  void itFitsIntoWindowsOfAnyHeight(int height) {
    screen.rows(rows("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
    press("jjjjjjj");

    assertThat(frame(80, height)).isNotEmpty().hasSizeLessThanOrEqualTo(height);
    press("?");
    assertThat(frame(80, height)).isNotEmpty().hasSizeLessThanOrEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 20, 40, 60, 80, 200})
  void itFitsIntoWindowsOfAnyWidth(int width) {
    screen.say("漢字".repeat(50), NOW);

    assertThat(frame(width, 24))
        .allSatisfy(line -> assertThat(StyledText.width(line)).isLessThan(Math.max(2, width)));
  }

  @Test
  void theSelectedServiceIsAmongThoseThatFit() {
    screen.rows(rows("a", "b", "c", "d", "e", "f", "g", "h"));
    press("jjjjj");

    var frame = frame(60, 7);
    assertThat(frame).hasSize(6);
    assertThat(frame.getFirst()).endsWith(" 4 to 6 of 8 ──");
    assertThat(selected()).isEqualTo("e");
  }

  @Test
  void problemsGetTheRoomThatServicesLeave() {
    var rows = new ArrayList<>(rows("db", "web"));
    for (int i = 1; i <= 9; i++) {
      rows.add(row(Row.Kind.PROBLEM, "", "", "error: " + i, ""));
    }
    screen.rows(rows);

    assertThat(frame(80, 24)).contains("error: 1", "error: 9");
    assertThat(frame(80, 9))
        .contains("error: 3")
        .doesNotContain("error: 4")
        .last()
        .asString()
        .contains("help");
  }

  @Test
  void theLastFrameHasNoKeys() {
    assertThat(screen.lastFrame(new RowText.Look(80, false, true, true), 24, NOW))
        .startsWith("shop  cluster devloop running")
        .last()
        .isEqualTo("  worker  ready");
  }

  @Test
  void namesHaveColoursOfTheirOwnAndLinesCannotSteerTheTerminal() {
    var coloured = new LiveScreen(true, true);
    coloured.rows(rows("db", "web"));
    coloured.log("web | \u001b[2J\u001b[31mhello\u001b]0;x\u0007");

    assertThat(coloured.due()).containsExactly("\u001b[35mweb | \u001b[0m\u001b[31mhello\u001b[0m");
  }
}
