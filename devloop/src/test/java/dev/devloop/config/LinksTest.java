package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.devloop.core.DevloopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Symbolic links in a project.
final class LinksTest {

  @TempDir private Path folder;
  private Path project;
  private Path secret;

  @BeforeEach
  void aProjectBesideASecret() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    secret = Files.writeString(folder.resolve("secret"), "KEY=1\n");
  }

  private void config(String service) throws IOException {
    Files.writeString(
        project.resolve("dev-config.yaml"),
        "version: 1\nproject: p\nservices: {web: {image: i, " + service + "}}\n");
  }

  @Test
  void aLinkThatLeadsOutOfTheProjectIsRefused() throws IOException {
    Files.createSymbolicLink(project.resolve("env"), secret);
    config("envFile: env");

    var refused =
        catchThrowableOfType(DevloopException.class, () -> ConfigReader.read(project, Map.of()));

    var problem = refused.problems().getFirst();
    assertThat(problem.id()).isEqualTo("path-outside");
    assertThat(problem.what()).contains("`env` is a link", secret.toRealPath().toString());
  }

  @Test
  void alsoWhenAFolderAboveTheFileIsTheLink() throws IOException {
    Files.createSymbolicLink(project.resolve("up"), folder);
    config("envFile: {path: up/not-there, optional: true}");

    var refused =
        catchThrowableOfType(DevloopException.class, () -> ConfigReader.read(project, Map.of()));

    assertThat(refused.problems().getFirst().id()).isEqualTo("path-outside");
  }

  @Test
  void aLinkWithinTheProjectIsFineAndSoIsALinkToTheProject() throws IOException {
    Files.writeString(project.resolve("real"), "KEY=1\n");
    Files.createSymbolicLink(project.resolve("env"), Path.of("real"));
    config("envFile: env");
    var link = Files.createSymbolicLink(folder.resolve("link"), project);

    assertThatCode(() -> ConfigReader.read(link, Map.of())).doesNotThrowAnyException();
  }
}
