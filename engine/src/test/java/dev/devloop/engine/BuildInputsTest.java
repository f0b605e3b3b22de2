package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import dev.devloop.core.config.BuildConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildInputsTest {

  @TempDir Path context;
  @TempDir Path hashes;

  @BeforeEach
  void aSmallContext() throws IOException {
    Files.writeString(context.resolve("Dockerfile"), "FROM node:22\nCOPY . .\n");
    Files.createDirectories(context.resolve("src"));
    Files.writeString(context.resolve("src/a.ts"), "a");
    Files.writeString(context.resolve(".dockerignore"), "node_modules\n");
  }

  private String key(Optional<String> target, Map<String, String> args, List<String> bases) {
    var build = new BuildConfig(context, context.resolve("Dockerfile"), target, args);
    var request = new BuildRequest(build, "shop/web", Map.of("l", "1"), false);
    return BuildInputs.read(build, hashes).key(request, bases);
  }

  private String key() {
    return key(Optional.empty(), Map.of(), List.of("sha256:1"));
  }

  @Test
  void sameInputsGiveTheSameKey() {
    assertThat(key()).matches("[0-9a-f]{16}").isEqualTo(key());
  }

  @Test
  void eachInputChangesTheKey() throws IOException {
    var before = key();
    assertThat(key(Optional.of("dev"), Map.of(), List.of("sha256:1"))).isNotEqualTo(before);
    assertThat(key(Optional.empty(), Map.of("A", "1"), List.of("sha256:1"))).isNotEqualTo(before);
    assertThat(key(Optional.empty(), Map.of(), List.of("sha256:2"))).isNotEqualTo(before);
    Files.writeString(context.resolve("src/a.ts"), "b");
    var changed = key();
    assertThat(changed).isNotEqualTo(before);
    Files.setPosixFilePermissions(
        context.resolve("src/a.ts"), PosixFilePermissions.fromString("rwxr-xr-x"));
    var executable = key();
    assertThat(executable).isNotEqualTo(changed);
    Files.move(context.resolve("src/a.ts"), context.resolve("src/b.ts"));
    var moved = key();
    assertThat(moved).isNotEqualTo(executable);
    Files.createSymbolicLink(context.resolve("link"), Path.of("src/b.ts"));
    var linked = key();
    assertThat(linked).isNotEqualTo(moved);
    Files.writeString(context.resolve("Dockerfile"), "FROM node:22\nCOPY src .\n");
    assertThat(key()).isNotEqualTo(linked);
  }

  @Test
  void ignoredFilesDoNot() throws IOException {
    var before = key();
    Files.createDirectories(context.resolve("node_modules/x"));
    Files.writeString(context.resolve("node_modules/x/y.js"), "1");
    assertThat(key()).isEqualTo(before);
  }

  @Test
  void aMissingDockerfileIsTold() throws IOException {
    Files.delete(context.resolve("Dockerfile"));
    assertThatThrownBy(this::key)
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> assertThat(e.problems().getFirst().id()).isEqualTo("dockerfile-missing"));
  }
}
