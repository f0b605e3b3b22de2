package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Event;
import dev.devloop.core.Https;
import dev.devloop.core.Inputs;
import dev.devloop.core.config.ExposeConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UrlsTest {

  @Test
  void anExposedPortIsShownWithTheAddressThatItListensOn() {
    var service = Samples.service(Samples.DB);

    assertThat(Urls.exposed(service)).isEmpty();
    assertThat(Urls.exposed(service.withExpose(List.of(new ExposeConfig(6379, 16_379)))))
        .containsExactly("127.0.0.1:16379");
  }

  @Test
  void aUrlIsHttpsOnTheRightPortWhereHttpLeadsThere() {
    assertThat(url(Https.OFF)).isEqualTo("http://shop.localhost:8080");
    assertThat(url(new Https(true, false, Optional.empty()))).startsWith("http://");
    assertThat(url(new Https(true, true, Optional.empty())))
        .isEqualTo("https://shop.localhost:8443");
  }

  private static String url(Https https) {
    var config = ((Event.ConfigLoaded) Samples.config()).config();
    var state =
        new FakeDoor()
            .on(new Event.ConfigLoaded(config, new Inputs("1", Map.of()), https))
            .on(new Event.ClusterFound(Samples.ACCESS))
            .now()
            .state();
    return Urls.first(state, Objects.requireNonNull(config.services().get(Samples.WEB)))
        .orElseThrow();
  }
}
