package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The logs on the page, in a real browser.
final class PageLogTest {

  private static Project project;
  private static OpenPage page;
  private static Tab tab;

  @BeforeAll
  static void aPageOfAProjectThatRuns(Projects projects) {
    project = projects.open("page");
    project.up();
    page = OpenPage.of(project);
    tab = page.tab();
  }

  @AfterAll
  static void close() {
    if (page != null) {
      page.close();
    }
  }

  @BeforeEach
  void atTheOverview() {
    page.overview();
  }

  @Test
  void theLogIsFilteredSearchedAndFollowed() {
    page.show("#/logs?service=talker");
    tab.untilText(".log", "line 40 of the talker");
    assertThat(tab.text(".log")).doesNotContain("needy starts");
    assertThat(tab.count(".log .a-fg-green")).isPositive();
    assertThat(tab.count("#evil")).as("markup of a line that was obeyed").isZero();
    assertThat(tab.text(".log")).contains("<b id=evil>not bold</b>");
    assertThat(tab.count(".ln.v-error")).isPositive();
    assertThat(tab.count(".ln.v-warn")).isPositive();

    int before = tab.count(".ln");
    tab.until("document.querySelectorAll('.ln').length > " + (before + 1));
    assertThat(tab.text(".follow")).isEqualTo("Following");

    tab.click(".search input");
    tab.script("document.querySelector('.search input').focus()");
    tab.type("LINE 17 OF");
    tab.untilText(".ln.cur", "line 17 of the talker");
    assertThat(tab.text(".log mark")).isEqualTo("line 17 of");
    assertThat(tab.text(".follow")).startsWith("Paused");

    page.show("#/logs?service=talker&exclude=%2Ftick%20%5Cd%2B%2F&level=warn&kind=app");
    tab.until(
        "document.querySelectorAll('.ln').length >= 2"
            + " && [...document.querySelectorAll('.ln .tx')]"
            + ".every(e => /something broke|as json/.test(e.textContent))");
    assertThat(tab.text(".log")).contains("something broke", "as json");
  }

  @Test
  void linesLikeOneAreHidden() {
    page.show("#/logs?service=talker");
    tab.untilText(".log", "tick 1");
    tab.script(
        "[...document.querySelectorAll('.ln')].find(l => l.textContent.includes('line 7"
            + " of')).click()");
    tab.until("location.hash.includes('line=')");
    page.leave();
    tab.key("x");
    tab.until("!document.querySelector('.log').textContent.includes('of the talker')");
    assertThat(tab.text(".log")).contains("tick");
    page.leave();
    tab.key("r");
    tab.until("document.querySelector('.log').textContent.includes('of the talker')");
  }

  /// The number of the line that is chosen.
  private static long chosen() {
    return tab.script("Number(document.querySelector('.ln.cur')?.dataset.seq ?? 0)").asLong();
  }

  @Test
  void keysLeadThroughMatchesAndErrors() {
    page.show("#/logs?service=talker");
    tab.untilText(".log", "something broke");
    tab.script("document.querySelector('.search input').focus()");
    tab.type("of the talker");
    tab.untilText(".ln.cur", "line 40 of");
    page.leave();
    tab.key("n");
    tab.untilText(".ln.cur", "line 39 of");
    tab.key("N");
    tab.untilText(".ln.cur", "line 40 of");
    tab.untilText(".search .count", "1 of 40");

    tab.until("!document.querySelector('.both button').disabled");
    tab.key("G");
    tab.untilText(".follow", "Following");
    tab.key("e");
    tab.untilText(".ln.cur", "something broke");
    tab.key("e");
    page.outcome("no earlier error");

    tab.key("j");
    tab.untilText(".ln.cur", "as json");
    tab.key("k");
    tab.untilText(".ln.cur", "something broke");
  }

  @Test
  void longLinesAreWrappedWhenOneWants() {
    page.show("#/logs?service=talker");
    tab.untilText(".log", "tick");
    tab.key("w");
    tab.until("document.querySelector('.log.wrap')");
    tab.key("w");
    tab.until("!document.querySelector('.log.wrap')");
  }

  @Test
  void aLineIsCopiedAndItsLinkLeadsThereAgain() {
    tab.holdClipboard();
    page.show("#/logs?service=talker");
    tab.untilText(".log", "line 17 of");
    tab.script(
        "[...document.querySelectorAll('.ln')].find(l => l.textContent.includes('line 17"
            + " of')).click()");
    tab.press(".line", "Copy");
    page.outcome("line copied");
    assertThat(tab.copied()).isEqualTo("line 17 of the talker");
    long seq = chosen();
    tab.press(".line", "Copy link");
    page.outcome("link copied");
    var link = tab.copied();
    assertThat(link).contains("#/logs?line=" + seq);

    page.overview();
    page.show(link.substring(link.indexOf('#')));
    tab.untilText(".ln.cur", "line 17 of the talker");
    assertThat(chosen()).isEqualTo(seq);
  }

  @Test
  void allOfItIsDownloaded() {
    page.show("#/logs?service=talker&grep=of+the+talker");
    tab.untilText(".log", "line 40 of");
    var text =
        tab.script("fetch(document.querySelector('a[download]').href).then(r => r.text())")
            .asText();
    assertThat(text.lines()).hasSize(40).allMatch(line -> line.contains("of the talker"));
  }

  @Test
  void whatHappenedStandsAmongTheLinesMarkedAsWhatItIs() {
    project.write("app/www/index.html", "<h1>edited</h1>");
    for (var kind : new String[] {"build", "event", "sync", "devloop"}) {
      onlyLinesOf(kind, "");
    }
    onlyLinesOf("run", "a page has changed");
  }

  @Test
  void aFailedProbeIsALine() {
    project.kubectl().out("exec", "deploy/talker", "--", "rm", "/tmp/said");
    try {
      onlyLinesOf("probe", "Readiness probe failed");
    } finally {
      project.kubectl().out("exec", "deploy/talker", "--", "touch", "/tmp/said");
    }
  }

  /// Waits until one of the lines of a kind has a text, and all are of that kind.
  private static void onlyLinesOf(String kind, String text) {
    page.show("#/logs?kind=" + kind);
    tab.until(
        Duration.ofMinutes(2),
        """
        (lines => lines.some(l => l.textContent.includes('%s'))
          && lines.every(l => l.classList.contains('k-%s')))([...document.querySelectorAll('.ln')])
        """
            .formatted(text, kind));
    assertThat(tab.text(".ln .kd")).isEqualTo(kind);
  }
}
