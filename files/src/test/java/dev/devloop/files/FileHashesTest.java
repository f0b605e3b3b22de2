package dev.devloop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileHashesTest {

  @TempDir Path folder;

  @Test
  void anUnchangedFileIsNotReadAgain() throws IOException {
    var file = Files.writeString(folder.resolve("a.ts"), "a");
    var store = folder.resolve("hashes");
    var later = Long.MAX_VALUE / 2;
    var first = FileHashes.open(store, () -> later);
    var hash = first.of(file, "a.ts", FileStat.of(file));
    first.save();
    // what is remembered is believed: the stored line is made to differ from the content
    Files.writeString(store, Files.readString(store).replaceAll(":[0-9a-f]{64}", ":remembered"));
    var again = FileHashes.open(store, () -> later);
    assertThat(again.of(file, "a.ts", FileStat.of(file))).isEqualTo("remembered");
    Files.writeString(file, "ab");
    assertThat(again.of(file, "a.ts", FileStat.of(file))).isNotEqualTo(hash).hasSize(64);
  }

  @Test
  void aFileChangedJustNowIsNotRemembered() throws IOException {
    var file = Files.writeString(folder.resolve("a.ts"), "a");
    var about = FileStat.of(file);
    var now = FileHashes.open(folder.resolve("hashes"), about::changed);
    now.of(file, "a.ts", about);
    now.save();
    assertThat(folder.resolve("hashes")).doesNotExist();
  }

  @Test
  void aDamagedStoreCostsAReadAndNoMore() throws IOException {
    var file = Files.writeString(folder.resolve("a.ts"), "a");
    var about = FileStat.of(file);
    var hash = Sha256.hex(file);
    for (var line : List.of("cut off\ta.ts\n", "1:\ta.ts\n", "1:x:y\ta.ts\n", "no name")) {
      var store = Files.writeString(folder.resolve("hashes"), line);
      var hashes = FileHashes.open(store, () -> Long.MAX_VALUE / 2);
      assertThat(hashes.isKnown("a.ts", about)).isFalse();
      assertThat(hashes.of(file, "a.ts", about)).isEqualTo(hash);
    }
  }
}
