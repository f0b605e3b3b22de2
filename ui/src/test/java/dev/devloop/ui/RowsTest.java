package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RowsTest {

  @Test
  void aRowForTheClusterAndOneForEachService() {
    var door = Samples.seen(Samples.crashing());

    assertThat(Rows.text(door.now()))
        .containsExactly(
            "shop  cluster devloop running  kubernetes 1.36.3",
            "  db   ready        2 restarts",
            "  web  failed     web ends with code 1.  5 restarts",
            "  port 80 is in use: HTTP is on port 8080",
            "  port 443 is in use: HTTPS is on port 8443",
            "error: web ends with code 1. [crash-loop]",
            "  why:  Its command fails.",
            "  fix:  devloop logs web");
  }

  @Test
  void aReadyServiceShowsItsAddress() {
    var door = Samples.seen(Samples.ready("web-1"));

    assertThat(Rows.text(door.now()))
        .contains("  web  ready      http://shop.localhost:8080  2 restarts");
  }

  @Test
  void rowsSurviveTheWayToTheClient() {
    var rows = Rows.of(Samples.seen(Samples.crashing()).now());

    assertThat(rows.stream().map(Row::encoded).map(Row::decoded)).containsExactlyElementsOf(rows);
  }

  @Test
  void tabsAndLineEndsDoNotBreakARow() {
    var row =
        new Row(
            Row.Kind.SERVICE,
            "web",
            "building",
            "a\tb",
            "",
            Optional.of(new Row.Work("npm ci", 5, 0.25, "one\ntwo")),
            List.of("n\tm", "k"));

    var back = Row.decoded(row.encoded());

    assertThat(row.encoded()).doesNotContain("\n");
    assertThat(back.detail()).isEqualTo("a b");
    assertThat(back.work()).hasValue(new Row.Work("npm ci", 5, 0.25, "one two"));
    assertThat(back.notes()).containsExactly("n m", "k");
  }
}
