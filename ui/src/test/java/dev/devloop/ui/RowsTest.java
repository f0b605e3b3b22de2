package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RowsTest {

  @Test
  void aRowForTheClusterAndOneForEachService() {
    var door = Samples.seen(Samples.crashing());

    assertThat(Rows.of(door.now(), false))
        .containsExactly(
            "shop  cluster devloop running  kubernetes 1.36.3",
            "  db   ready",
            "  web  failed     web ends with code 1.",
            "  port 80 is in use: HTTP is on port 8080",
            "  port 443 is in use: HTTPS is on port 8443");
  }

  @Test
  void aReadyServiceShowsItsAddress() {
    var door = Samples.seen(Samples.ready("web-1"));

    assertThat(Rows.of(door.now(), false)).contains("  web  ready      http://shop.localhost:8080");
  }

  @Test
  void coloursOnlyWhenWanted() {
    var door = Samples.seen(Samples.ready("web-1"));

    assertThat(String.join("", Rows.of(door.now(), true))).contains("\u001b[32m");
    assertThat(String.join("", Rows.of(door.now(), false))).doesNotContain("\u001b");
  }
}
