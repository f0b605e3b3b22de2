package dev.devloop.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads logs of containers from the API. The client library's own way is passed by: it waits for
/// the pod first, and hides why there is no log.
final class LogSource {

  /// Until the first byte of the answer; the log itself may go on for days.
  private static final int PATIENCE_SECONDS = 10;

  /// Which container.
  record Place(String namespace, String pod, String container) {}

  /// Which part of its log.
  ///
  /// @param since cut to whole seconds by the API
  record Part(boolean follow, boolean previous, Optional<Instant> since, OptionalInt tail) {
    static final Part ALL = new Part(false, false, Optional.empty(), OptionalInt.empty());
  }

  private final KubernetesClient client;

  LogSource(KubernetesClient client) {
    this.client = client;
  }

  /// Lines of the form `2026-01-31T12:00:00.123456789Z text`.
  ///
  /// @throws IOException also when there is no such log, now or any more
  InputStream open(Place place, Part part) throws IOException, InterruptedException {
    var request = client.getHttpClient().newHttpRequestBuilder().uri(uri(place, part)).build();
    var sent = client.getHttpClient().sendAsync(request, InputStream.class);
    HttpResponse<InputStream> response;
    try {
      response = sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      var _ = sent.whenComplete((late, error) -> LogSource.close(late));
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new IOException("no answer within " + PATIENCE_SECONDS + " s", e);
    }
    if (!response.isSuccessful()) {
      close(response);
      throw new IOException("HTTP " + response.code());
    }
    return response.body();
  }

  /// The same, without a limit of time: the answer to a log without a line begins with the first.
  InputStream openWhenever(Place place, Part part) throws IOException, InterruptedException {
    var request = client.getHttpClient().newHttpRequestBuilder().uri(uri(place, part)).build();
    var sent = client.getHttpClient().sendAsync(request, InputStream.class);
    try {
      var response = sent.get();
      if (!response.isSuccessful()) {
        close(response);
        throw new IOException("HTTP " + response.code());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      var _ = sent.whenComplete((late, error) -> LogSource.close(late));
      throw e;
    }
  }

  private static void close(@org.jspecify.annotations.Nullable HttpResponse<InputStream> response) {
    try {
      if (response != null && response.body() != null) {
        response.body().close();
      }
    } catch (IOException e) {
      // it is given up anyway
      return;
    }
  }

  private String uri(Place place, Part part) {
    var query = new ArrayList<String>();
    query.add("container=" + encoded(place.container()));
    query.add("timestamps=true");
    if (part.follow()) {
      query.add("follow=true");
    }
    if (part.previous()) {
      query.add("previous=true");
    }
    part.since().ifPresent(since -> query.add("sinceTime=" + encoded(since.toString())));
    part.tail().ifPresent(lines -> query.add("tailLines=" + lines));
    return client.getMasterUrl()
        + "api/v1/namespaces/"
        + place.namespace()
        + "/pods/"
        + place.pod()
        + "/log?"
        + String.join("&", query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The last lines, without times.
  List<String> lastLines(Place place, boolean previous, int lines)
      throws IOException, InterruptedException {
    var part = new Part(false, previous, Optional.empty(), OptionalInt.of(lines));
    var found = new ArrayList<String>();
    try (var reader = new TimedLines(open(place, part))) {
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        found.add(line.get().text());
      }
    }
    return found;
  }
}
