package bench;

import java.io.IOException;

/// Somebody who looks at a project's page: with a cache, cookies and connections of their own.
final class Visit implements AutoCloseable {

  /// Remembers when the rows of services were drawn.
  private static final String WATCH_ROWS =
      "new MutationObserver((_, eye) => document.querySelector('tbody tr') && (eye.disconnect(),"
          + " requestAnimationFrame(() => { window.rowsAt = performance.now(); })))"
          + ".observe(document, {subtree: true, childList: true})";

  private final DevTools whole;
  private final String context;
  private final DevTools page;

  private Visit(DevTools whole, String context, DevTools page) {
    this.whole = whole;
    this.context = context;
    this.page = page;
  }

  /// Opens the page and waits for its rows.
  static Visit pay(Browser browser, Project project) throws IOException, InterruptedException {
    var whole = browser.whole();
    var made = whole.send("Target.createBrowserContext", "{}").join().text();
    var context = Project.first("\"browserContextId\":\"([^\"]+)", made);
    var opened =
        whole
            .send(
                "Target.createTarget",
                "{\"url\":\"about:blank\",\"width\":1400,\"height\":900,\"browserContextId\":\""
                    + context
                    + "\"}")
            .join()
            .text();
    var page = browser.page(Project.first("\"targetId\":\"([^\"]+)", opened));
    page.send("Page.enable", "{}").join();
    page.send("Page.addScriptToEvaluateOnNewDocument", "{\"source\":\"" + WATCH_ROWS + "\"}")
        .join();
    var address = project.devloop("open", "--print").strip();
    page.send("Page.navigate", "{\"url\":\"" + address + "\"}").join();
    page.until("window.rowsAt");
    return new Visit(whole, context, page);
  }

  DevTools page() {
    return page;
  }

  /// Milliseconds from the request to something that is seen.
  double firstPaint() {
    return Double.parseDouble(
        page.value("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
  }

  /// Milliseconds from the request to the services with their states.
  double rows() {
    return Double.parseDouble(page.value("window.rowsAt"));
  }

  /// @param what `transferSize`, as it came with heads, or `decodedBodySize`, unpacked
  double kilobytes(String what) {
    return Double.parseDouble(
            page.value(
                """
                [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                  .filter(e => !e.name.includes('/api/')).reduce((sum, e) => sum + e.%s, 0)
                """
                    .formatted(what)))
        / 1000;
  }

  @Override
  public void close() {
    page.close();
    whole.send("Target.disposeBrowserContext", "{\"browserContextId\":\"" + context + "\"}").join();
    whole.close();
  }
}
