package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalViewTest {

  @Test
  void charactersBeyondAsciiWhereTheLocaleHasThem() {
    assertThat(TerminalView.unicode(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
    assertThat(TerminalView.unicode(Map.of("LC_CTYPE", "C.utf8", "LANG", "C"))).isTrue();
    assertThat(TerminalView.unicode(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"))).isFalse();
    assertThat(TerminalView.unicode(Map.of("LC_ALL", "", "LANG", "en_US.UTF-8"))).isTrue();
    assertThat(TerminalView.unicode(Map.of("LANG", "de_DE.ISO-8859-1"))).isFalse();
    assertThat(TerminalView.unicode(Map.of())).isFalse();
  }
}
