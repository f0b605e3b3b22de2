package dev.devloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ExposeConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UrlsTest {

  @Test
  void anExposedPortIsShownWithTheAddressThatItListensOn() {
    var service = Samples.service(Samples.DB);

    assertThat(Urls.exposed(service)).isEmpty();
    assertThat(Urls.exposed(service.withExpose(List.of(new ExposeConfig(6379, 16_379)))))
        .containsExactly("127.0.0.1:16379");
  }
}
