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

  private static final String ALL_READY = OpenPage.allReady(3);

  /// Which rows and pictures moved up or down without a person's doing, as the browser tells; cards
  /// beside them come and go.
  private static final String MOVED =
      """
      new Promise(done => {
        const moved = [];
        const look = ({node, previousRect: a, currentRect: b}) => {
          const element = node?.nodeType === 3 ? node.parentElement : node;
          if (element?.closest('.left') && Math.abs(a.y - b.y) > 2) {
            moved.push(`${element.outerHTML.slice(0, 80)} from ${a.y} to ${b.y}`);
          }
        };
        new PerformanceObserver(list =>
          list.getEntries().filter(e => !e.hadRecentInput).forEach(e => e.sources.forEach(look)))
          .observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(moved.join(', ')), 300);
      })
      """;

  private static Project project;
  private static OpenPage page;
  private static Tab tab;
  private static String moved;

  @BeforeAll
  static void aPageThatIsOpenFromTheStart(Projects projects) {
    project = projects.open("page");
    try (var up = project.cli().start("up", "--detach")) {
      Project.until(OpenPage.MINUTES, () -> up.output().contains("http://127.0.0.1:"));
      page = OpenPage.of(project);
      tab = page.tab();
      assertThat(tab.text("tbody")).contains("site", "talker", "needy");
      assertThat(tab.script(ALL_READY).asBoolean()).as("ready before anything began").isFalse();
      tab.until(OpenPage.MINUTES, ALL_READY);
      moved = tab.script(MOVED).asText();
      up.end(OpenPage.MINUTES).mustEndWith(0);
    }
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
  @Order(1)
  void theWayUpIsShownAsBarsAndTheServicesAsAPicture() {
    tab.until("document.querySelectorAll('.track i.crit').length > 0");
    assertThat(tab.count(".graph .node")).isEqualTo(3);
    assertThat(tab.count(".graph .edge")).isEqualTo(1);
    assertThat(tab.text("tbody")).contains("site." + project.name() + ".localhost");
    assertThat(moved).as("what moved while it came up").isEmpty();
    assertThat(tab.errors()).isEmpty();
  }

  @Test
  void memoryAndCpuAreShown() {
    tab.until(
        Duration.ofMinutes(1), "/\\d (KB|MB)/.test(document.querySelector('tbody').textContent)");
  }

  @Test
  void aShellAnswers() {
    page.choose("talker");
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
    page.choose("site");
    tab.press(".buttons", "Restart");
    page.outcome("site: restarted");
    tab.press(".buttons", "Pause sync");
    page.outcome("site: sync paused");
    tab.press(".buttons", "Resume sync");
    page.outcome("site: sync resumed");
    tab.press(".buttons", "Sync now");
    page.outcome("site: synced");
    tab.press(".buttons", "Verify");
    page.outcome("site: compared");
    tab.press(".buttons", "Rebuild");
    page.outcome("site: rebuilt");
  }

  @Test
  void addressesAreLinksAndTheKubectlLineIsCopied() {
    page.choose("site");
    var url = project.status().url("site");
    var links = tab.script("[...document.querySelectorAll('.detail a')].map(a => a.href).join()");
    assertThat(links.asText()).contains(url);
    tab.holdClipboard();
    tab.press(".buttons", "Copy kubectl");
    page.outcome("kubectl line copied");
    assertThat(tab.copied())
        .startsWith("kubectl --context kind-" + project.cluster())
        .contains(project.name(), "site");
  }

  @Test
  void disablingAsksAndTakesThoseAlongThatNeedIt() {
    page.choose("talker");
    tab.press(".buttons", "Disable…");
    tab.untilText("dialog", "needy");
    tab.press("dialog", "Cancel");
    assertThat(project.status().phase("talker")).isEqualTo("ready");

    tab.press(".buttons", "Disable…");
    tab.press("dialog", "Disable");
    page.outcome("talker: disabled");
    assertThat(project.status().phase("needy")).isEqualTo("disabled");
    Project.within(
        Duration.ofMinutes(1), () -> assertThat(project.pods()).noneMatch(p -> p.contains("talk")));

    page.choose("needy");
    tab.press(".buttons", "Enable");
    page.outcome("needy: enabled");
    tab.until(OpenPage.MINUTES, ALL_READY);
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
    page.show("#/logs?service=talker");
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
        page.show(part);
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
      page.show("#/overview");
      tab.until("document.querySelector('tbody')");
      page.choose("talker");
      assertThat(findings()).as("overview " + scheme).isEqualTo("[]");
      page.show("#/logs");
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
    page.leave();
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
  void keysActOnTheChosenServiceAndOnItsLog() {
    page.choose("needy");
    page.leave();
    tab.key("r");
    page.outcome("needy: restarted");
    tab.key("l");
    tab.untilText(".log", "needy starts");
    assertThat(tab.text(".log")).doesNotContain("of the talker");
    tab.untilText(".follow", "Following");
    tab.key("f");
    tab.untilText(".follow", "Paused");
    tab.key("f");
    tab.untilText(".follow", "Following");
    tab.key("E");
    page.outcome("no later error");
    tab.key("1");
    tab.until("document.querySelector('tbody')");
    tab.key("2");
    tab.until("document.querySelector('.log')");
    tab.key("1");
    tab.until("document.querySelector('tbody')");
    tab.key("f");
    tab.untilText(".follow", "Following");
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
    tab.until(
        OpenPage.MINUTES, "document.querySelector('.problem')?.textContent.includes('needy')");
    assertThat(tab.text(".problem")).contains("3").contains("To do");
    assertThat(tab.text(".problem .evidence")).contains("needy starts");
    // between two attempts it starts
    tab.until(OpenPage.MINUTES, "document.title.startsWith('✗')");
  }
}
