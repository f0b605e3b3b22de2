package dev.devloop.e2e;

import java.time.Duration;

/// A project's page in a browser, and what a person does there.
final class OpenPage implements AutoCloseable {

  static final Duration MINUTES = Duration.ofMinutes(3);

  private final Browser browser;
  private final Tab tab;

  private OpenPage(Browser browser, Tab tab) {
    this.browser = browser;
    this.tab = tab;
  }

  /// @param project whose daemon runs
  static OpenPage of(Project project) {
    var browser = Browser.start();
    var address = project.devloop("open", "--print").mustEndWith(0).out().strip();
    var tab = browser.open(address);
    tab.untilText("header", project.name());
    return new OpenPage(browser, tab);
  }

  Tab tab() {
    return tab;
  }

  void show(String hash) {
    tab.script("location.hash = " + Tab.quoted(hash));
  }

  /// As large as a laptop's, light, with nothing chosen.
  void overview() {
    tab.size(1400, 900);
    tab.scheme("light");
    show("#/overview");
    tab.until("document.querySelector('tbody')");
    leave();
    tab.key("Escape");
    tab.until("!document.querySelector('.detail')");
  }

  /// Takes the focus off what has it, so that keys are the page's.
  void leave() {
    tab.script("document.activeElement.blur()");
  }

  void choose(String service) {
    tab.script(
        "[...document.querySelectorAll('tbody button')].find(b => b.textContent === '%s').click()"
            .formatted(service));
    tab.untilText(".detail h2", service);
  }

  /// Waits until a note says how something ended.
  void outcome(String text) {
    tab.until(
        Duration.ofMinutes(2),
        "[...document.querySelectorAll('.note.good, .note.bad')].some(n => n.textContent.includes("
            + Tab.quoted(text)
            + "))");
  }

  /// True when so many services are there and all are ready.
  static String allReady(int count) {
    return "[...document.querySelectorAll('tbody tr')].length === "
        + count
        + " && [...document.querySelectorAll('td.ph')].every(e => e.textContent === 'ready')";
  }

  @Override
  public void close() {
    browser.close();
  }
}
