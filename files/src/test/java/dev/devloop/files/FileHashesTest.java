package dev.devloop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  void aFileOfManyThatChangedIsALineMoreBehindOneThatWasCutOff() throws IOException {
    var store = folder.resolve("hashes");
    var later = Long.MAX_VALUE / 2;
    var stays = Files.writeString(folder.resolve("stays"), "1");
    var changes = Files.writeString(folder.resolve("changes"), "1");
    var first = FileHashes.open(store, () -> later);
    first.of(stays, "stays", FileStat.of(stays));
    first.of(changes, "changes", FileStat.of(changes));
    first.save();
    Files.writeString(store, "1:2:ab", StandardOpenOption.APPEND);

    Files.writeString(changes, "another");
    var second = FileHashes.open(store, () -> later);
    second.of(stays, "stays", FileStat.of(stays));
    second.of(changes, "changes", FileStat.of(changes));
    second.save();

    var third = FileHashes.open(store, () -> later);
    assertThat(third.isKnown("stays", FileStat.of(stays))).isTrue();
    assertThat(third.isKnown("changes", FileStat.of(changes))).isTrue();
    assertThat(third.of(changes, "changes", FileStat.of(changes))).isEqualTo(Sha256.hex(changes));
    assertThat(Files.readAllLines(store)).filteredOn(l -> l.endsWith("stays")).hasSize(1);
  }

  @Test
  void aStoreOfManyLinesThatCountNoMoreIsWrittenAnew() throws IOException {
    var file = Files.writeString(folder.resolve("a.ts"), "a");
    var lines = "1:2:old\tgone.ts\n".repeat(1000);
    var store = Files.writeString(folder.resolve("hashes"), lines);
    var hashes = FileHashes.open(store, () -> Long.MAX_VALUE / 2);
    hashes.of(file, "a.ts", FileStat.of(file));
    hashes.save();
    assertThat(Files.readAllLines(store)).hasSize(1);
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
      hashes.save();
      var healed = FileHashes.open(store, () -> Long.MAX_VALUE / 2);
      assertThat(healed.isKnown("a.ts", about)).isTrue();
    }
  }
}
