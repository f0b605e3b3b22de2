package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The description for machines says what there is, no more and no less.
final class OpenApiTest {

  private static List<String> described(JsonNode document) {
    var all = new ArrayList<String>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(
                    method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Collections.sort(all);
    return all;
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionHasARoute() throws Exception {
    var document = new ObjectMapper().readTree(OpenApi.text());
    try (var server = WebServer.start(new FakeDoor(), Samples.CREDENTIALS, 0, Clock.systemUTC())) {
      assertThat(described(document))
          .isEqualTo(
              server.routes().stream()
                  .filter(r -> r.contains(" /api/"))
                  .map(r -> r.replaceFirst("<(\\w+)>", "{$1}"))
                  .toList());
    }
  }

  @Test
  void itIsOfOpenApi3AndSaysHowOneComesIn() throws Exception {
    var document = new ObjectMapper().readTree(OpenApi.text());

    assertThat(document.path("openapi").asText()).startsWith("3.");
    assertThat(document.at("/components/securitySchemes/token/name").asText())
        .isEqualTo(Guard.HEADER);
    document
        .path("paths")
        .forEach(path ->
            path.forEach(operation -> {
              assertThat(operation.path("summary").asText()).isNotBlank();
              assertThat(operation.path("responses")).isNotEmpty();
            }));
  }
}
