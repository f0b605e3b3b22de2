package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Env files are read as other tools read them, and keep their secrets.
class EnvFilesTest {

  @TempDir Path folder;

  private Path file(String text) {
    new Project(folder).with(".env", text);
    return folder.resolve(".env");
  }

  @Test
  void allFormsOfLinesAreRead() {
    var file =
        file(
            """
            # a comment

            PLAIN=some value  # and a comment
            HASH=a#b
            EMPTY=
              export EXPORTED = spaced\s\s
            export=itself
            SINGLE='a "b" \\n ${C} # d' # comment
            DOUBLE="a \\"b\\"\\n\\t\\$C \\\\ \\x"
            LINES="one
            two"
            PLAIN=last one wins
            URL=postgres://u:p@h/db?x=y
            """);

    assertThat(EnvFiles.read(file))
        .containsExactly(
            entry("PLAIN", "last one wins"),
            entry("HASH", "a#b"),
            entry("EMPTY", ""),
            entry("EXPORTED", "spaced"),
            entry("export", "itself"),
            entry("SINGLE", "a \"b\" \\n ${C} # d"),
            entry("DOUBLE", "a \"b\"\n\t$C \\ \\x"),
            entry("LINES", "one\ntwo"),
            entry("URL", "postgres://u:p@h/db?x=y"));
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkDoNotMatter() {
    assertThat(EnvFiles.read(file("\uFEFFA=1\r\nB='2'\r\n")))
        .containsExactly(entry("A", "1"), entry("B", "2"));
  }

  @Test
  void malformedLinesAreToldWithoutTheirValues() {
    var file = file("A=1\nhunter2\nB-C=hunter2\nD='hunter2'hunter2\n\nE=\"hunter2\nhunter2\n");

    var thrown = catchThrowableOfType(DevloopException.class, () -> EnvFiles.read(file));

    assertThat(thrown.problems()).extracting(Problem::id).containsOnly("env-file-malformed");
    assertThat(thrown.problems())
        .extracting(Problem::what)
        .containsExactly(
            ".env:2: this line is not `NAME=value`",
            ".env:3: this line is not `NAME=value`",
            ".env:4: there is more after the closing quote of `D`",
            ".env:6: the quote of `E` is not closed");
    assertThat(thrown.problems().toString()).doesNotContain("hunter2");
  }

  @Test
  void aMissingFileIsAProblem() {
    assertThatThrownBy(() -> EnvFiles.read(folder.resolve("none.env")))
        .isInstanceOf(DevloopException.class)
        .hasMessageContaining("none.env");
  }
}
