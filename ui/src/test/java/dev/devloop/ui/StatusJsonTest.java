package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class StatusJsonTest {

  private static JsonNode json(FakeDoor door) throws Exception {
    return new ObjectMapper().readTree(StatusJson.of(door.now()));
  }

  @Test
  void theDocumentHasTheFieldsOfTheContract() throws Exception {
    var root = json(Samples.seen(Samples.ready("web-1")));

    assertThat(root.path("schema").asInt()).isEqualTo(1);
    assertThat(root.path("project").asText()).isEqualTo("shop");
    assertThat(root.path("daemon").toString())
        .isEqualTo("{\"pid\":1,\"port\":2,\"version\":\"3\"}");
    assertThat(root.at("/cluster/name").asText()).isEqualTo("devloop");
    assertThat(root.at("/cluster/phase").asText()).isEqualTo("running");
    assertThat(root.at("/cluster/kubernetes").asText()).isEqualTo("1.36.3");
    var web = root.at("/services/1");
    assertThat(web.path("name").asText()).isEqualTo("web");
    assertThat(web.path("phase").asText()).isEqualTo("ready");
    assertThat(web.path("ready").asBoolean()).isTrue();
    assertThat(web.path("url").asText()).isEqualTo("http://shop.localhost:8080");
    assertThat(web.path("reason").asText()).isEmpty();
    assertThat(web.path("problem").isNull()).isTrue();
    assertThat(web.path("image").asText()).isEqualTo("image:1");
    assertThat(web.at("/pods/0/name").asText()).isEqualTo("web-1");
    assertThat(web.at("/pods/0/phase").asText()).isEqualTo("running");
    assertThat(web.at("/pods/0/restarts").asInt()).isEqualTo(2);
    assertThat(web.at("/pods/0/node").asText()).isEqualTo("node-1");
    assertThat(root.at("/services/0/url").isNull()).isTrue();
  }

  @Test
  void aProblemHasIdWhatMeaningAndFix() throws Exception {
    var web = json(Samples.seen(Samples.crashing())).at("/services/1");

    assertThat(web.path("phase").asText()).isEqualTo("failed");
    assertThat(web.path("ready").asBoolean()).isFalse();
    assertThat(web.at("/problem/id").asText()).isEqualTo("crash-loop");
    assertThat(web.at("/problem/what").asText()).isEqualTo("web ends with code 1.");
    assertThat(web.at("/problem/meaning").asText()).isEqualTo("Its command fails.");
    assertThat(web.at("/problem/fix").asText()).isEqualTo("devloop logs web");
  }
}
