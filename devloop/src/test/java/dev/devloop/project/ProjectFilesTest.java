package dev.devloop.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectFilesTest {

  @TempDir Path folder;

  private Home home() {
    return Home.of(Map.of("DEVLOOP_HOME", folder.resolve("home").toString()), folder);
  }

  @Test
  void theSameFileByAnotherNameIsTheSameProject() throws Exception {
    var project = Files.createDirectory(folder.resolve("shop"));
    var file = Files.writeString(project.resolve("dev-config.yaml"), "x");
    var link = Files.createSymbolicLink(folder.resolve("link"), project);

    assertThat(ProjectFiles.of(home(), link.resolve("dev-config.yaml")))
        .isEqualTo(ProjectFiles.of(home(), file));
    assertThat(ProjectFiles.of(home(), project.resolve("other.yaml")))
        .isNotEqualTo(ProjectFiles.of(home(), file));
  }

  @Test
  void projectsWithANoteAreKnown() {
    var files = ProjectFiles.of(home(), folder.resolve("dev-config.yaml"));
    assertThat(ProjectFiles.known(home())).isEmpty();
    new ProjectNote("shop", "devloop", files.config()).write(files.note());

    assertThat(ProjectFiles.known(home())).containsExactly(files);
    assertThat(ProjectNote.read(files.note()))
        .isEqualTo(new ProjectNote("shop", "devloop", files.config()));
  }
}
