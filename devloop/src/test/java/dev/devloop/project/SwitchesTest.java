package dev.devloop.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchesTest {

  private static final ServiceName DB = new ServiceName("db");
  private static final ServiceName API = new ServiceName("api");
  private static final ServiceName WEB = new ServiceName("web");

  @TempDir Path folder;

  private DevConfig config() throws IOException {
    var file = folder.resolve("dev-config.yaml");
    Files.writeString(
        file,
        """
        version: 1
        project: shop
        services:
          db: {image: "valkey:8"}
          api: {image: "api:1", dependsOn: [db]}
          web: {image: "web:1", dependsOn: [api]}
        """);
    return ConfigReader.read(file, Map.of());
  }

  private Switches switches() {
    return new Switches(folder.resolve("switches"));
  }

  private List<String> enabled() throws IOException {
    return switches().apply(config()).services().values().stream()
        .filter(s -> s.enabled())
        .map(s -> s.name().value())
        .toList();
  }

  @Test
  void whatNeedsADisabledServiceIsDisabledWithIt() throws IOException {
    assertThat(switches().turn(config(), API, false)).containsExactly(WEB, API);
    assertThat(enabled()).containsExactly("db");
  }

  @Test
  void whatAnEnabledServiceNeedsIsEnabledWithIt() throws IOException {
    switches().turn(config(), DB, false);
    var now = switches().apply(config());

    assertThat(switches().turn(now, API, true)).containsExactly(DB, API);
    assertThat(enabled()).containsExactly("db", "api");
  }

  @Test
  void nothingChangesWhenItIsSoAlready() throws IOException {
    assertThat(switches().turn(config(), WEB, true)).isEmpty();
    assertThat(enabled()).containsExactly("db", "api", "web");
  }
}
