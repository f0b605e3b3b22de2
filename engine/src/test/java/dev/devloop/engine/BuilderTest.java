package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.BuildConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuilderTest {

  private static Command command(boolean fresh) {
    var build =
        new BuildConfig(
            Path.of("/c"), Path.of("/c/Dockerfile"), Optional.of("dev"), Map.of("TOKEN", "s3cret"));
    var request = new BuildRequest(build, "shop/web", Map.of(), fresh);
    try (var engine = Engine.connect(EngineAddress.unix(Path.of("/none"), "test"))) {
      return Builder.CLASSIC.command(engine, request, "shop/web:1", Map.of("l", "v"));
    }
  }

  @Test
  void valuesOfBuildArgumentsAreNotOnTheCommandLine() {
    assertThat(command(false).toString()).doesNotContain("s3cret").contains("--build-arg TOKEN");
    assertThat(command(false).env())
        .containsEntry("TOKEN", "s3cret")
        .containsEntry("DOCKER_BUILDKIT", "0");
  }

  @Test
  void aFreshImageIsBuiltWithoutTheCache() {
    assertThat(command(true).argv()).contains("--no-cache");
    assertThat(command(false).argv()).doesNotContain("--no-cache");
  }
}
