package dev.devloop.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A tool that knows the token, and asks over real HTTP.
final class Api {

  private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

  private final WebServer server;

  Api(WebServer server) {
    this.server = server;
  }

  /// @param path below `/api/v1`
  HttpURLConnection open(String method, String path) throws IOException {
    var url = URI.create("http://127.0.0.1:" + server.port() + WebServer.API + path).toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("X-Devloop-Token", "secret");
    connection.setReadTimeout(PATIENCE);
    return connection;
  }

  /// The answer, which must be a good one.
  String call(String method, String path) throws IOException {
    try (var in = open(method, path).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(call("GET", path));
  }

  /// An answer that goes on.
  BufferedReader stream(String path) throws IOException {
    var in = open("GET", path).getInputStream();
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
