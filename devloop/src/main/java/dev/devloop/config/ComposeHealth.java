package dev.devloop.config;

import java.util.List;
import java.util.Optional;

/// Makes a readiness check of a compose `healthcheck`.
final class ComposeHealth {

  private static final List<String> HERE = List.of("http://localhost", "http://127.0.0.1");

  private ComposeHealth() {}

  /// The value of `ready`: an HTTP check where curl or wget ask for one, else the command.
  static Optional<String> ready(Raw health) {
    var test = health.get("test");
    if (health.get("disable").text().filter("true"::equals).isPresent()) {
      return Optional.empty();
    }
    var words = test.texts();
    if (words.isEmpty() || words.getFirst().equals("NONE")) {
      return Optional.empty();
    }
    var shell = test.isText() || words.getFirst().equals("CMD-SHELL");
    var rest = test.isText() ? words : words.subList(1, words.size());
    var line = String.join(" ", rest);
    var http = http(line);
    if (http.isPresent() || rest.isEmpty()) {
      return http;
    }
    var command = shell ? List.of("sh", "-c", line) : rest;
    return Optional.of(
        "{exec: " + YamlText.list(command.stream().map(ComposeText::variables).toList()) + "}");
  }

  private static Optional<String> http(String line) {
    if (!line.contains("curl") && !line.contains("wget")) {
      return Optional.empty();
    }
    return HERE.stream()
        .filter(line::contains)
        .findFirst()
        .map(here -> line.substring(line.indexOf(here) + here.length()))
        .flatMap(ComposeHealth::address);
  }

  /// @param text `:3000/health ...`
  private static Optional<String> address(String text) {
    var end = 0;
    while (end < text.length() && " \"'|;".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    var slash = text.indexOf('/');
    var pathStart = slash < 0 || slash > end ? end : slash;
    var port = pathStart == 0 ? ":80" : text.substring(0, pathStart);
    var path = pathStart == end ? "/" : text.substring(pathStart, end);
    var good = port.startsWith(":") && Numbers.isWhole(port.substring(1)) && !path.contains("$");
    return good
        ? Optional.of("{http: " + YamlText.scalar(path) + ", port: " + port.substring(1) + "}")
        : Optional.empty();
  }
}
