package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The page as a person meets it: a real browser on a real `up`. The first test sees the bring-up,
/// the last one a crash; the rest may come in any order.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PageTest {

  private static final Duration MINUTES = Duration.ofMinutes(3);
  private static final String ALL_READY =
      "[...document.querySelectorAll('tbody tr')].length === 3"
          + " && [...document.querySelectorAll('td.ph')].every(e => e.textContent === 'ready')";

  private static Project project;
  private static Browser browser;
  private static Tab tab;

  @BeforeAll
  static void aPageThatIsOpenFromTheStart(Projects projects) {
    project = projects.open("page");
    try (var up = project.cli().start("up", "--detach")) {
      browser = Browser.start();
      Project.until(MINUTES, () -> up.output().contains("http://127.0.0.1:"));
      tab = browser.open(address());
      tab.untilText("header", project.name());
      assertThat(tab.text("tbody")).contains("site", "talker", "needy");
      assertThat(tab.script(ALL_READY).asBoolean()).as("ready before anything began").isFalse();
      tab.until(MINUTES, ALL_READY);
      up.end(MINUTES).mustEndWith(0);
    }
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void atTheOverview() {
    tab.size(1400, 900);
    tab.scheme("light");
    show("#/overview");
    tab.until("document.querySelector('tbody')");
    tab.script("document.activeElement.blur()");
    tab.key("Escape");
    tab.until("!document.querySelector('.detail')");
  }

  private static String address() {
    return project.devloop("open", "--print").mustEndWith(0).out().strip();
  }

  private static void show(String hash) {
    tab.script("location.hash = " + Tab.quoted(hash));
  }

  private static void choose(String service) {
    var row = "[...document.querySelectorAll('tbody button')].find(b => b.textContent === '%s')";
    tab.script(row.formatted(service) + ".click()");
    tab.untilText(".detail h2", service);
  }

  private static void outcome(String text) {
    tab.until(
        Duration.ofMinutes(2),
        "[...document.querySelectorAll('.note.good, .note.bad')].some(n => n.textContent.includes("
            + Tab.quoted(text)
            + "))");
  }

  @Test
  @Order(1)
  void theWayUpIsShownAsBarsAndTheServicesAsAPicture() {
    tab.until("document.querySelectorAll('.track i.crit').length > 0");
    assertThat(tab.count(".graph .node")).isEqualTo(3);
    assertThat(tab.count(".graph .edge")).isEqualTo(1);
    assertThat(tab.text("tbody")).contains("site." + project.name() + ".localhost");
    assertThat(tab.errors()).isEmpty();
  }

  @Test
  void memoryAndCpuAreShown() {
    tab.until(
        Duration.ofMinutes(1), "/\\d (KB|MB)/.test(document.querySelector('tbody').textContent)");
  }

  @Test
  void theLogIsFilteredSearchedAndFollowed() {
    show("#/logs?service=talker");
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

    show("#/logs?service=talker&exclude=%2Ftick%20%5Cd%2B%2F&level=warn&kind=app");
    tab.until(
        "document.querySelectorAll('.ln').length >= 2"
            + " && [...document.querySelectorAll('.ln .tx')]"
            + ".every(e => /something broke|as json/.test(e.textContent))");
    assertThat(tab.text(".log")).contains("something broke", "as json");
  }

  @Test
  void linesLikeOneAreHidden() {
    show("#/logs?service=talker");
    tab.untilText(".log", "tick 1");
    tab.script(
        "[...document.querySelectorAll('.ln')].find(l => l.textContent.includes('line 7 of')).click()");
    tab.until("location.hash.includes('line=')");
    tab.script("document.activeElement.blur()");
    tab.key("x");
    tab.until("!document.querySelector('.log').textContent.includes('of the talker')");
    assertThat(tab.text(".log")).contains("tick");
    tab.script("document.activeElement.blur()");
    tab.key("r");
    tab.until("document.querySelector('.log').textContent.includes('of the talker')");
  }

  @Test
  void aShellAnswers() {
    choose("talker");
    tab.press(".buttons", "Shell");
    tab.until("document.querySelector('.xterm-rows')?.textContent.includes('#')");
    tab.type("echo $((6*7))x");
    tab.key("Enter");
    tab.until("document.querySelector('.xterm-rows').textContent.includes('42x')");
    tab.click(".shell .icon");
    tab.until("!document.querySelector('.shell')");
    assertThat(tab.errors()).isEmpty();
  }

  @Test
  void actionsSayHowTheyEnded() {
    choose("site");
    tab.press(".buttons", "Restart");
    outcome("site: restarted");
    tab.press(".buttons", "Pause sync");
    outcome("site: sync paused");
    tab.press(".buttons", "Resume sync");
    outcome("site: sync resumed");
    tab.press(".buttons", "Sync now");
    outcome("site: synced");
    tab.press(".buttons", "Rebuild");
    outcome("site: rebuilt");
  }

  @Test
  void disablingAsksAndTakesThoseAlongThatNeedIt() {
    choose("talker");
    tab.press(".buttons", "Disable…");
    tab.untilText("dialog", "needy");
    tab.press("dialog", "Cancel");
    assertThat(project.status().phase("talker")).isEqualTo("ready");

    tab.press(".buttons", "Disable…");
    tab.press("dialog", "Disable");
    outcome("talker: disabled");
    assertThat(project.status().phase("needy")).isEqualTo("disabled");
    Project.within(
        Duration.ofMinutes(1), () -> assertThat(project.pods()).noneMatch(p -> p.contains("talk")));

    choose("needy");
    tab.press(".buttons", "Enable");
    outcome("needy: enabled");
    tab.until(MINUTES, ALL_READY);
  }

  @Test
  void anEditShowsItsLatency() {
    tab.until(ALL_READY);
    project.write("app/www/index.html", "<h1>edited</h1>");
    tab.until("/\\d ms/.test(document.querySelector('td.change').textContent)");
    tab.untilText(".saves", "verified");
    assertThat(tab.text(".saves")).contains("site");
  }

  @Test
  void aPageOutlivesItsDaemon() {
    show("#/logs?service=talker");
    tab.untilText(".log", "tick");
    project.killDaemon();
    tab.untilText(".gone", "The daemon is gone");
    assertThat(tab.text(".log")).contains("tick");
    project.up();
    tab.until(Duration.ofMinutes(1), "!document.querySelector('.gone')");
    var last = "[...document.querySelectorAll('.ln')].at(-1).dataset.seq";
    long before = tab.script("Number(" + last + ")").asLong();
    tab.until(Duration.ofMinutes(1), "Number(" + last + ") > " + before);
    assertThat(
            tab.script(
                    """
                    [...document.querySelectorAll('.ln .tx')].map(e => e.textContent)
                      .filter(t => t.startsWith('tick ')).map(t => Number(t.slice(5)))
                      .every((n, i, all) => i === 0 || n === all[i - 1] + 1 || n === 1)
                    """)
                .asBoolean())
        .as("lines lost or doubled: " + tab.text(".log"))
        .isTrue();
  }

  @Test
  void aNarrowWindowHasNoWidthToScroll() {
    for (var scheme : new String[] {"light", "dark"}) {
      tab.scheme(scheme);
      tab.size(360, 740);
      for (var part : new String[] {"#/overview", "#/logs"}) {
        show(part);
        tab.until("document.querySelector('main')");
        assertThat(tab.script("document.documentElement.scrollWidth").asInt())
            .as(part + " " + scheme)
            .isLessThanOrEqualTo(360);
      }
    }
  }

  @Test
  void anAccessibilityCheckerFindsNothingSerious() {
    var axe = Folders.read(Sandbox.checkout().resolve("src/test/resources/axe/axe-4.14.1.js"));
    tab.script(axe + "\n;0");
    for (var scheme : new String[] {"light", "dark"}) {
      tab.scheme(scheme);
      show("#/overview");
      tab.until("document.querySelector('tbody')");
      choose("talker");
      assertThat(findings()).as("overview " + scheme).isEqualTo("[]");
      show("#/logs");
      tab.until("document.querySelector('.ln')");
      assertThat(findings()).as("logs " + scheme).isEqualTo("[]");
    }
  }

  private static String findings() {
    return tab.script(
            """
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']}).then(r =>
              JSON.stringify(r.violations.filter(v => ['serious', 'critical'].includes(v.impact))
                .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))))
            """)
        .asText();
  }

  @Test
  void keysLeadThroughThePage() {
    tab.script("document.activeElement.blur()");
    tab.key("?");
    tab.untilText("dialog.help", "previous service");
    tab.press("dialog.help", "Close");
    tab.until("!document.querySelector('dialog')");
    tab.key("j");
    tab.untilText(".detail h2", "site");
    tab.key("j");
    tab.untilText(".detail h2", "talker");
    tab.key("k");
    tab.untilText(".detail h2", "site");
    tab.key("/");
    tab.until("document.activeElement.getAttribute('aria-label') === 'Search'");
  }

  @Test
  void withoutItsCookieThePageSaysWhatToDo() {
    try (var other = Browser.start()) {
      var stranger = other.open("http://127.0.0.1:" + project.status().daemonPort() + "/");
      stranger.untilText("main", "devloop open");
      assertThat(stranger.text("body")).doesNotContain("talker");
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aCrashShowsItsCard() {
    project.edit(Project.CONFIG, "echo needy starts;", "echo needy starts; exit 3;");
    tab.until(MINUTES, "document.querySelector('.problem')?.textContent.includes('needy')");
    assertThat(tab.text(".problem")).contains("3").contains("To do");
    assertThat(tab.text(".problem .evidence")).contains("needy starts");
    assertThat(tab.script("document.title").asText()).startsWith("✗");
  }
}
