package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.engine.EngineAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KindProgramTest {

  private static Map<String, String> environment(Map<String, String> env) {
    var address =
        new EngineAddress(URI.create("unix:///run/engine.sock"), "test", Optional.empty());
    return new KindProgram(env, address, _ -> Path.of("kind")).environment();
  }

  @Test
  void kind_uses_devloops_engine_and_network() {
    assertThat(environment(Map.of()))
        .containsEntry("DOCKER_HOST", "unix:///run/engine.sock")
        .containsEntry("KIND_EXPERIMENTAL_PROVIDER", "docker")
        .containsEntry("KIND_EXPERIMENTAL_DOCKER_NETWORK", "devloop")
        .doesNotContainKey("NO_PROXY");
  }

  @Test
  void behind_a_proxy_the_registry_is_reached_without_it() {
    var env = Map.of("https_proxy", "http://proxy:3128", "NO_PROXY", "corp.example");

    assertThat(environment(env))
        .containsEntry("NO_PROXY", "corp.example,devloop-registry")
        .containsEntry("no_proxy", "devloop-registry");
  }
}
