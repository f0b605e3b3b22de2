package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The page in a real browser, over a log of 1,000,000 lines.
final class Page {

  private static final int LOADS = 10;
  private static final int PAGES = 50;
  private static final int SEARCHES = 5;

  /// One line in 5,000 is another one: 200 of all.
  private static final String SERVICES =
      Project.SITE
          + """
            million:
              image: busybox:1
              job: true
              command:
                - awk
                - |
                  BEGIN {
                    fill = sprintf("%091d", 0)
                    other = "needle " sprintf("%084d", 0)
                    while (n < 1000000) {
                      for (k = 0; k < 1000; k++) printf "%08d %s\\n", ++n, n % 5000 ? fill : other
                      fflush()
                      system("usleep 35000")
                    }
                  }
          """;

  /// Scrolls for 10 s as fast as a wheel is turned: 15 lines a frame. Comes to p95, the longest
  /// frame and how many lines went by.
  private static final String SCROLL =
      """
      new Promise(done => {
        const log = document.querySelector('.log');
        const seq = () => Number(document.querySelector('.ln').dataset.seq);
        const from = seq();
        const frames = [];
        const begun = performance.now();
        let last = 0;
        const frame = now => {
          if (last) frames.push(now - last);
          last = now;
          if (now - begun > 10000) {
            frames.sort((a, b) => a - b);
            done([frames[Math.floor(frames.length * 0.95)], frames.at(-1), from - seq()].join());
          } else {
            log.scrollTop -= 300;
            requestAnimationFrame(frame);
          }
        };
        requestAnimationFrame(frame);
      })
      """;

  /// Comes to the number of matches, and when the first and the last of them were there.
  private static final String SEARCH =
      """
      (async () => {
        const begun = performance.now();
        const answer = await fetch('/api/v1/log/search?limit=200&q=' + encodeURIComponent('TEXT'));
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let count = 0;
        let first = 0;
        for (;;) {
          const {value, done} = await reader.read();
          if (done) return [count, first, performance.now() - begun].join();
          first ||= performance.now() - begun;
          count += value.split('\\n').length - 1;
        }
      })()
      """;

  private Page() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("page", SERVICES).withSite()) {
      Figures.say("Printing 1,000,000 log lines");
      project.up();
      project.untilLogged("million", "01000000");
      try (var browser = Browser.start(place.work().resolve("chromium-page"), "about:blank")) {
        loads(browser, project);
        log(browser, project);
        pages(browser, project);
      }
    }
  }

  private static void loads(Browser browser, Project project) throws Exception {
    var paints = new Figures();
    var rows = new Figures();
    for (int i = -1; i < LOADS; i++) {
      try (var visit = Visit.pay(browser, project)) {
        if (i >= 0) {
          paints.add(visit.firstPaint());
          rows.add(visit.rows());
        }
        if (i == LOADS - 1) {
          weight(visit);
        }
      }
    }
    paints.rows("page, nothing cached: first paint", "300 ms", "");
    rows.rows("page, nothing cached: services shown", "", "");
  }

  private static void weight(Visit visit) throws Exception {
    kilobytes("page, as it is transferred", visit.kilobytes("transferSize"), "150 KB");
    kilobytes("  unpacked", visit.kilobytes("decodedBodySize"), "");
    visit.page().evaluate("document.querySelector('tbody button').click()").join();
    visit.page().until("document.querySelector('.plot canvas')");
    kilobytes("page with charts, as it is transferred", visit.kilobytes("transferSize"), "150 KB");
    kilobytes("  unpacked", visit.kilobytes("decodedBodySize"), "");
  }

  private static void kilobytes(String figure, double measured, String target) {
    Figures.row(figure, String.format(Locale.ROOT, "%.0f KB", measured), target);
  }

  private static void log(Browser browser, Project project) throws Exception {
    try (var visit = Visit.pay(browser, project)) {
      visit.page().evaluate("location.hash = '#/logs'").join();
      visit.page().until("document.querySelectorAll('.ln').length > 100");
      var frames = visit.page().value(SCROLL).split(",");
      Figures.row("scrolling 10 s in 1,000,000 lines: frame, p95", millis(frames[0]), "50 ms");
      Figures.row("  longest frame", millis(frames[1]), "");
      Figures.row("  lines that went by", frames[2], "");
      search(visit, "00 0", "first 200 of 10,000 matches", "300 ms");
      search(visit, "needle", "200 matches in all of 1,000,000 lines", "300 ms");
      search(visit, "/n[e]{2}d.e/", "the same by expression, streamed", "");
    }
  }

  private static String millis(String text) {
    return Figures.millis(Double.parseDouble(text));
  }

  private static void search(Visit visit, String text, String figure, String target) {
    var first = new Figures();
    var last = new Figures();
    for (int i = -1; i < SEARCHES; i++) {
      var found = visit.page().value(SEARCH.replace("TEXT", text)).split(",");
      if (!found[0].equals("200")) {
        throw new IllegalStateException(found[0] + " matches of " + text);
      }
      if (i >= 0) {
        first.add(Double.parseDouble(found[1]));
        last.add(Double.parseDouble(found[2]));
      }
    }
    Figures.row(figure, Figures.millis(last.median()), target);
    Figures.row("  the first of them", Figures.millis(first.median()), "");
  }

  private static void pages(Browser browser, Project project) throws Exception {
    var daemon = Daemon.of(project);
    long before = settled(daemon);
    var visits = new ArrayList<Visit>();
    try {
      for (int i = 0; i < PAGES; i++) {
        visits.add(Visit.pay(browser, project));
      }
      Figures.row(
          PAGES + " open pages: memory of the daemon, more",
          settled(daemon) - before + " MB",
          "30 MB");
      Figures.row("  before them", before + " MB", "");
    } finally {
      close(visits);
    }
  }

  /// When the daemon rests, half a minute after the last that happened.
  private static long settled(Daemon daemon) throws IOException, InterruptedException {
    Figures.say("Waiting 30 s");
    Thread.sleep(30_000);
    return daemon.megabytes("VmRSS");
  }

  private static void close(List<Visit> visits) {
    visits.forEach(Visit::close);
  }
}
