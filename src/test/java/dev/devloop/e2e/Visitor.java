package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks for a page again and again, beside the test, and remembers when it did not get it.
final class Visitor implements AutoCloseable {

  /// Short against the second that a pod which goes still answers.
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger visits = new AtomicInteger();
  private final Thread thread;

  private Visitor(String url) {
    thread =
        Thread.startVirtualThread(() -> visit(HttpRequest.newBuilder(URI.create(url)).build()));
  }

  static Visitor of(String url) {
    return new Visitor(url);
  }

  private void visit(HttpRequest request) {
    try (var client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          var answer = client.send(request, BodyHandlers.ofString());
          if (answer.statusCode() != 200) {
            failures.add(answer.statusCode() + " " + answer.body());
          }
        } catch (IOException e) {
          failures.add(e.toString());
        }
        visits.incrementAndGet();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // the test has seen enough
    }
  }

  /// Ends the visits: each of them has got the page.
  void mustHaveBeenServed() {
    close();
    assertThat(failures).as("answers other than 200, of " + visits).isEmpty();
    assertThat(visits).hasPositiveValue();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
