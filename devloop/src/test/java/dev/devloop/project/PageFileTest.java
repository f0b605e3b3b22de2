package dev.devloop.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageFileTest {

  @TempDir Path folder;

  @Test
  void portAndSecretOutliveTheDaemon() throws IOException {
    var file = folder.resolve("page");
    var first = PageFile.read(file).on(7400);
    first.write(file);

    assertThat(PageFile.read(file)).isEqualTo(first);
    assertThat(first.secret()).hasSize(64);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aProjectWithoutAPageFileGetsASecretOfItsOwn() {
    var one = PageFile.read(folder.resolve("page"));

    assertThat(one.port()).isZero();
    assertThat(one.secret()).isNotEqualTo(PageFile.read(folder.resolve("page")).secret());
  }

  @Test
  void aFileThatSomebodyEditedIsNotTrusted() throws IOException {
    var file = folder.resolve("page");
    Files.writeString(file, "port=x\nsecret=short\n");

    assertThat(PageFile.read(file).secret()).hasSize(64);
  }
}
