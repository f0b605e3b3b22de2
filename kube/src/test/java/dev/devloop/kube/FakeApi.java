package dev.devloop.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// As much of the API as a test asks for: answers by method and path, and a record of the requests.
final class FakeApi implements AutoCloseable {

  record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// @param request such as `GET /api/v1/pods`; the query does not count
  FakeApi on(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + uri + (body.isEmpty() ? "" : " " + body));
      var query = uri.getQuery() == null ? "" : uri.getQuery();
      var key = exchange.getRequestMethod() + " " + uri.getPath();
      var found =
          query.contains("previous=true")
              ? answers.getOrDefault(key + "?previous", new Answer(400, "no previous"))
              : query.contains("type=Normal")
                  ? answers.getOrDefault(key + "?normal", new Answer(404, status(404)))
                  : answers.getOrDefault(key, new Answer(404, status(404)));
      var bytes = found.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(found.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  static String status(int code) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":"
        + code
        + "}";
  }

  Kube connect(Path folder) {
    var file = folder.resolve("kubeconfig");
    try {
      Files.writeString(file, kubeconfig(url()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Kube.connect(file, "kind-test");
  }

  static String kubeconfig(String url) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: kind-test, cluster: {server: "%s"}}]
    users: [{name: kind-test, user: {}}]
    contexts: [{name: kind-test, context: {cluster: kind-test, user: kind-test}}]
    current-context: another
    """
        .formatted(url);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
