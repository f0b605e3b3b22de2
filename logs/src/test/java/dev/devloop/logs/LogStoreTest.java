package dev.devloop.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.ServiceName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreTest {

  private static final long LIMIT = 4 << 20;
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.000000001Z");
  private static final ServiceName WEB = new ServiceName("web");
  private static final LogOrigin ORIGIN =
      new LogOrigin(LogKind.APP, Optional.of(WEB), "web-1", "uid-1", "web", 0);

  @TempDir private Path folder;
  private final Masks masks = new Masks();
  private LogStore store;

  @BeforeEach
  void open() {
    store = LogStore.open(folder.resolve("log"), LIMIT, masks, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void again() {
    store.close();
    open();
  }

  private void add(String text) {
    store.append(LogLine.of(ORIGIN, NOW, text));
  }

  private void add(int from, int to) {
    IntStream.range(from, to).forEach(i -> add("line %06d of a log that goes on".formatted(i)));
  }

  private List<String> after(long seq, int limit) {
    var found = new ArrayList<String>();
    store.forward(
        LogFilter.ALL,
        seq,
        line -> found.add(line.seq() + " " + line.text()) && found.size() < limit);
    return found;
  }

  private List<String> before(long seq, int limit) {
    var found = new ArrayList<String>();
    store.backward(
        LogFilter.ALL,
        seq,
        line -> found.add(line.seq() + " " + line.text()) && found.size() < limit);
    return found;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder.resolve("log"))) {
      return files.filter(f -> f.toString().endsWith(".lines")).sorted().toList();
    }
  }

  @Test
  void aLineComesBackAsItWas() {
    var line =
        LogLine.of(ORIGIN, NOW, LogLevel.WARN, "\u001b[31mgrüße\u001b[0m \uD83D\uDE00 \t end ");
    store.append(line);
    var found = new ArrayList<LogLine>();
    store.forward(LogFilter.ALL, 0, found::add);
    assertThat(found)
        .containsExactly(new LogLine(1, line.at(), line.origin(), line.level(), line.text()));
  }

  @Test
  void linesAreReadFromAnyNumberInBothDirections() {
    add(1, 2001);
    for (long seq : new long[] {0, 1, 255, 256, 257, 511, 512, 1000, 1998}) {
      assertThat(after(seq, 2))
          .containsExactly(
              "%d line %06d of a log that goes on".formatted(seq + 1, seq + 1),
              "%d line %06d of a log that goes on".formatted(seq + 2, seq + 2));
      assertThat(before(seq + 3, 2))
          .containsExactly(
              "%d line %06d of a log that goes on".formatted(seq + 2, seq + 2),
              "%d line %06d of a log that goes on".formatted(seq + 1, seq + 1));
    }
    assertThat(after(2000, 5)).isEmpty();
    assertThat(before(1, 5)).isEmpty();
    assertThat(before(Long.MAX_VALUE, 1)).hasSize(1).first().asString().startsWith("2000 ");
  }

  @Test
  void allLinesOfManyFilesAreReadOnce() throws IOException {
    add(1, 20_001);
    assertThat(files().size()).isGreaterThan(3);
    assertThat(after(0, 100_000)).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(before(Long.MAX_VALUE, 100_000)).isEqualTo(after(0, 100_000).reversed());
    again();
    assertThat(after(0, 100_000)).hasSize(20_000);
    assertThat(store.last()).isEqualTo(20_000);
  }

  @Test
  void theOldestGoesWhenThereIsTooMuch() throws IOException {
    add(1, 100_001);
    assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT / 2);
    assertThat(store.last()).isEqualTo(100_000);
    assertThat(store.first()).isGreaterThan(1);
    assertThat(after(0, 1)).hasSize(1).first().asString().startsWith(store.first() + " ");
    assertThat(after(0, 200_000)).hasSize((int) (store.last() - store.first() + 1));
    store.limit(LIMIT / 4);
    assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT / 4);
  }

  @Test
  void aTornEntryIsCutOff() throws IOException {
    add(1, 11);
    store.close();
    var file = files().getLast();
    for (int cut : new int[] {1, 5, 30}) {
      try (var out = new RandomAccessFile(file.toFile(), "rw")) {
        out.setLength(out.length() - cut);
      }
      again();
      long last = store.last();
      assertThat(last).isLessThan(10);
      add("new");
      assertThat(after(last, 5)).containsExactly((last + 1) + " new");
    }
  }

  @Test
  void rubbishAtTheEndIsCutOff() throws IOException {
    add(1, 11);
    store.close();
    Files.write(files().getLast(), new byte[300], java.nio.file.StandardOpenOption.APPEND);
    again();
    add("new");
    assertThat(after(9, 5)).hasSize(2).last().asString().isEqualTo("11 new");
  }

  @Test
  void aFileThatHadJustBegunIsNoHarm() throws IOException {
    add(1, 11);
    store.close();
    Files.write(folder.resolve("log/0000000000000011.lines"), new byte[7]);
    again();
    assertThat(store.last()).isEqualTo(10);
    add("new");
    assertThat(after(9, 5)).hasSize(2);
  }

  @Test
  void whereAContainersLogEndsIsKnownAfterARestart() {
    add("one");
    store.append(LogLine.of(ORIGIN, NOW.plusNanos(5), "two"));
    store.append(LogLine.of(ORIGIN, NOW.plusNanos(5), "three"));
    again();
    assertThat(store.mark("uid-1", "web")).contains(new LogMark(0, NOW.plusNanos(5), 2));
    assertThat(store.mark("uid-2", "web")).isEmpty();
  }

  @Test
  void itIsKnownAlsoWhenTheLinesAreGone() {
    add("one");
    var other = new LogOrigin(LogKind.APP, Optional.of(WEB), "web-2", "uid-2", "web", 3);
    IntStream.range(0, 100_000)
        .forEach(i -> store.append(LogLine.of(other, NOW, "something longer than nothing " + i)));
    assertThat(store.first()).isGreaterThan(1);
    again();
    assertThat(store.mark("uid-1", "web")).contains(new LogMark(0, NOW, 1));
    assertThat(store.mark("uid-2", "web").orElseThrow().run()).isEqualTo(3);
  }

  @Test
  void aNewRunBeginsAnewAndAnOldLineDoesNotGoBack() {
    add("one");
    var next = new LogOrigin(LogKind.APP, Optional.of(WEB), "web-1", "uid-1", "web", 1);
    store.note(next);
    assertThat(store.mark("uid-1", "web")).contains(new LogMark(1, Instant.EPOCH, 0));
    add("late");
    again();
    assertThat(store.mark("uid-1", "web").orElseThrow().run()).isEqualTo(1);
  }

  @Test
  void onlyTheOwnerCanRead() throws IOException {
    add("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("log"))))
        .isEqualTo("rwx------");
    for (var file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aLineThatIsTooLongIsCut() {
    add("x".repeat(200_000));
    add("next");
    assertThat(after(0, 5)).hasSize(2);
    assertThat(before(9, 5)).hasSize(2);
  }

  @Test
  void theNewestErrorsAreFound() {
    add(1, 5001);
    store.append(LogLine.of(ORIGIN, NOW, LogLevel.ERROR, "bad"));
    add(1, 5001);
    store.append(LogLine.of(ORIGIN, NOW, LogLevel.ERROR, "worse"));
    again();
    assertThat(store.errors()).containsExactly(10_002L, 5001L);
  }

  @Test
  void whoWaitsHearsOfALine() throws InterruptedException {
    assertThat(store.await(0, Duration.ZERO)).isFalse();
    var writer = Thread.ofVirtual().start(() -> add("one"));
    assertThat(store.await(0, Duration.ofMinutes(1))).isTrue();
    writer.join();
  }

  @Test
  void readingGoesOnWhileLinesAreWrittenAndDropped() throws InterruptedException {
    var writer = Thread.ofPlatform().start(() -> add(1, 150_001));
    long seen = 0;
    while (seen < 150_000) {
      var numbers = new ArrayList<Long>();
      seen = store.forward(LogFilter.ALL, seen, line -> numbers.add(line.seq()));
      for (int i = 1; i < numbers.size(); i++) {
        // what was dropped is a gap; nothing comes twice or out of order
        assertThat(numbers.get(i)).isGreaterThan(numbers.get(i - 1));
      }
      store.await(seen, Duration.ofMillis(10));
    }
    writer.join();
  }

  @Test
  void aSecretIsNeitherStoredNorShown() throws IOException {
    store.hide(Set.of("hunter22", "abc", "line one\nline two"));
    add("password=hunter22 abc line two aHVudGVyMjI=");
    assertThat(after(0, 1)).containsExactly("1 password=*** abc *** ***");
    assertThat(Files.readString(files().getFirst(), StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter22");
  }

  @Test
  void aSecretThatBecomesKnownLaterIsHiddenToo() throws IOException {
    add("password=hunter22");
    add("more");
    store.hide(Set.of("hunter22"));
    assertThat(after(0, 1)).hasSize(1).first().asString().doesNotContain("hunter22");
    assertThat(Files.readString(files().getFirst(), StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter22");
    again();
    assertThat(after(0, 5)).hasSize(2);
  }

  @Test
  void aSecretThatIsKnownLateAgainAfterARestartIsErasedFromThenOn() throws IOException {
    store.hide(Set.of("hunter22"));
    store.close();
    store = LogStore.open(folder.resolve("log"), LIMIT, new Masks(), Clock.systemUTC());
    add("password=hunter22");
    store.hide(Set.of("hunter22"));
    assertThat(Files.readString(files().getFirst(), StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter22");
    assertThat(Files.readString(folder.resolve("log/erased"))).doesNotContain("hunter22");
  }
}
