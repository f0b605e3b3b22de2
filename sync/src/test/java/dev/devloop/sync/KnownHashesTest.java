package dev.devloop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownHashesTest {

  @TempDir Path temp;

  @Test
  void theNewestOfAPathCountsAfterARestart() throws IOException {
    var file = temp.resolve("state/web.pulled");
    var first = KnownHashes.open(file);
    var a = Path.of("/p/a b");
    first.put(a, "1");
    first.put(Path.of("/p/c"), "2");
    first.put(a, "3");

    var again = KnownHashes.open(file);

    assertThat(again.is(a, "3")).isTrue();
    assertThat(again.is(Path.of("/p/c"), "2")).isTrue();
    assertThat(again.isUnknown(Path.of("/p/d"))).isTrue();
  }

  @Test
  void aFileMoreIsALineMoreAndOldLinesGoAtTheNextStart() throws IOException {
    var file = temp.resolve("web.pulled");
    var hashes = KnownHashes.open(file);
    for (int i = 0; i < 100; i++) {
      hashes.put(Path.of("/p/a"), "hash " + i);
    }
    assertThat(Files.readAllLines(file)).hasSize(100);

    KnownHashes.open(file);

    assertThat(Files.readAllLines(file)).containsExactly("hash 99\t/p/a");
  }
}
