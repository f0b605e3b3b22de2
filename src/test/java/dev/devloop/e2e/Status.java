package dev.devloop.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/// The answer of `devloop status --json`.
record Status(JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Status parse(String text) {
    return new Status(json(text));
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  static List<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  boolean hasDaemon() {
    return json.path("daemon").isObject();
  }

  long daemonPid() {
    return json.path("daemon").path("pid").asLong();
  }

  int daemonPort() {
    return json.path("daemon").path("port").asInt();
  }

  String clusterPhase() {
    return json.path("cluster").path("phase").asText();
  }

  List<String> services() {
    return each(json.path("services")).stream().map(s -> s.path("name").asText()).toList();
  }

  JsonNode service(String name) {
    return each(json.path("services")).stream()
        .filter(s -> s.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no service " + name + " in " + json));
  }

  String phase(String service) {
    return service(service).path("phase").asText();
  }

  String url(String service) {
    return service(service).path("url").asText();
  }

  List<String> pods(String service) {
    return each(service(service).path("pods")).stream()
        .map(pod -> pod.path("name").asText())
        .sorted()
        .toList();
  }
}
