package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerLogTest {

  private static final int RUNS = -1;
  private static final int OVER = Integer.MAX_VALUE;

  @TempDir private Path folder;
  private Optional<FakeNode> started = Optional.empty();
  private final List<String> heard = new ArrayList<>();

  private final ContainerLog.Sink sink =
      new ContainerLog.Sink() {
        @Override
        public void begins(int run) {
          heard.add("run " + run);
        }

        @Override
        public void line(int run, Instant at, String text) {
          heard.add(run + " " + at.get(ChronoField.NANO_OF_SECOND) + " " + text);
        }
      };

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(folder.resolve("c"));
    started = Optional.of(new FakeNode(folder));
  }

  @AfterEach
  void stop() {
    node().close();
  }

  private FakeNode node() {
    return started.orElseThrow();
  }

  private ContainerLog log() {
    return log(Optional.empty());
  }

  private ContainerLog log(Optional<LogKeeper.Place> kept) {
    return new ContainerLog(node().files(), new ContainerLog.Where("node", "c"), kept, sink);
  }

  private static Optional<LogKeeper.Place> kept(int run, int nano, int count) {
    return Optional.of(new LogKeeper.Place(run, time(nano), count));
  }

  private static Instant time(int nano) {
    return Instant.parse("2026-01-01T12:00:00Z").plusNanos(nano);
  }

  private static String entry(int nano, String text) {
    return "2026-01-01T12:00:00.%09dZ stdout F %s\n".formatted(nano, text);
  }

  @Test
  void whatComesIsHeardOnce() throws Exception {
    var log = log();
    assertThat(log.read(RUNS)).isZero();
    node().append("c/0.log", entry(1, "one") + entry(2, "two"));
    log.read(RUNS);
    log.read(RUNS);
    node().append("c/0.log", entry(3, "three"));
    log.read(RUNS);
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "0 3 three");
  }

  @Test
  void aHalfEntryIsWaitedForAndPartsAreOneLine() throws Exception {
    var log = log();
    node().append("c/0.log", "2026-01-01T12:00:00.000000001Z stdout P half a ");
    log.read(RUNS);
    node().append("c/0.log", "li\n");
    log.read(RUNS);
    node().append("c/0.log", entry(2, "ne"));
    log.read(RUNS);
    assertThat(heard).containsExactly("run 0", "0 1 half a line");
  }

  @Test
  void aRotatedFileIsReadToItsEndFirst() throws Exception {
    var log = log();
    node().append("c/0.log", entry(1, "one"));
    log.read(RUNS);
    node().append("c/0.log", entry(2, "two"));
    node().rename("c/0.log", "c/0.log.20260101-120000");
    node().append("c/0.log", entry(4, "four"));
    log.read(RUNS);
    // the runtime writes to the old file for a moment
    node().append("c/0.log.20260101-120000", entry(3, "three"));
    UntilSettled.read(log);
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "0 3 three", "0 4 four");
  }

  private void rotate(int number, String newest) throws IOException {
    node().rename("c/0.log", "c/0.log.20260101-12000" + number);
    node().append("c/0.log", newest);
  }

  @Test
  void aFileThatIsRotatedWhileTheFirstIsChosenIsReadFirst() throws Exception {
    node().append("c/0.log", entry(1, "one") + entry(2, "two"));
    node().afterList(() -> rotate(0, entry(3, "three")));
    UntilSettled.read(log());
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "0 3 three");
  }

  @Test
  void aFileThatIsRotatedAfterItWasChosenIsReadFirst() throws Exception {
    node().append("c/0.log", entry(1, "one") + entry(2, "two"));
    node().afterList(() -> {});
    node().afterList(() -> rotate(0, entry(3, "three")));
    UntilSettled.read(log());
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "0 3 three");
  }

  @Test
  void aFileThatIsRotatedWhileAnotherDaemonGoesOnIsReadToItsEnd() throws Exception {
    node().append("c/0.log", entry(1, "one") + entry(2, "two") + entry(3, "three"));
    node().afterList(() -> rotate(0, entry(4, "four")));
    UntilSettled.read(log(kept(0, 2, 1)));
    assertThat(heard).containsExactly("0 3 three", "0 4 four");
  }

  @Test
  void ofFilesThatWereWrittenSideBySideNothingIsLostOrDoubled() throws Exception {
    node().append("c/0.log.20260101-120000", entry(1, "one") + entry(5, "five"));
    node().append("c/0.log", entry(4, "four") + entry(6, "six"));
    UntilSettled.read(log(kept(0, 5, 1)));
    assertThat(heard).containsExactly("0 4 four", "0 6 six");
    heard.clear();
    UntilSettled.read(log(kept(0, 4, 1)));
    assertThat(heard).containsExactly("0 6 six");
  }

  @Test
  void aFileThatIsRotatedWhileTheOneBeforeItIsLeftIsReadNext() throws Exception {
    node().append("c/0.log.20260101-110000", entry(1, "one"));
    node().pack("c/0.log.20260101-110000");
    node().append("c/0.log", entry(2, "two"));
    node().afterList(() -> {});
    node().afterList(() -> {});
    node().afterList(() -> rotate(0, entry(3, "three")));
    UntilSettled.read(log());
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "0 3 three");
  }

  @Test
  void filesThatWerePackedMeanwhileAreReadToo() throws Exception {
    var log = log();
    node().append("c/0.log", entry(1, "one"));
    log.read(RUNS);
    node().append("c/0.log", entry(2, "two"));
    node().rename("c/0.log", "c/0.log.20260101-120000");
    node().pack("c/0.log.20260101-120000");
    node().append("c/0.log.20260101-120010", entry(3, "three"));
    node().append("c/0.log", entry(4, "four"));
    UntilSettled.read(log);
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "0 3 three", "0 4 four");
  }

  private static String entries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> entry(i, "a line of which there are many"))
        .collect(Collectors.joining());
  }

  @Test
  void aRotatedFileIsGoneOnWithWhereItWasLeft() throws Exception {
    var log = log();
    node().append("c/0.log.20260101-110000", entries(0, 2000));
    node().append("c/0.log", entries(2000, 4000));
    UntilSettled.read(log);
    long before = node().sent();
    node().rename("c/0.log", "c/0.log.20260101-120000");
    node().append("c/0.log.20260101-120000", entry(4000, "last"));
    node().append("c/0.log", entry(4001, "new"));
    UntilSettled.read(log);
    assertThat(heard).hasSize(4003).endsWith("0 4000 last", "0 4001 new");
    assertThat(node().sent() - before).as("bytes that were read once more").isLessThan(10_000);
  }

  @Test
  void aPackedFileOfManyPiecesIsReadOnce() throws Exception {
    var log = log();
    node().append("c/0.log", entries(0, 10));
    log.read(RUNS);
    node().append("c/0.log", entries(10, 6000));
    node().rename("c/0.log", "c/0.log.20260101-120000");
    node().pack("c/0.log.20260101-120000");
    node().append("c/0.log", entry(6000, "new"));
    UntilSettled.read(log);
    assertThat(heard).hasSize(6002).doesNotHaveDuplicates().endsWith("0 6000 new");
  }

  @Test
  void theNextRunComesAfterTheEndOfTheLast() throws Exception {
    var log = log();
    node().append("c/0.log", entry(1, "one"));
    node().append("c/1.log", entry(3, "three"));
    log.read(RUNS);
    assertThat(heard).containsExactly("run 0", "0 1 one");
    node().append("c/0.log", entry(2, "two"));
    log.read(0);
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 two", "run 1", "1 3 three");
  }

  @Test
  void aLaterReadingGoesOnWhereTheKeptLinesEnd() throws Exception {
    node().append("c/0.log", entry(1, "one") + entry(2, "two") + entry(2, "too") + entry(3, "end"));
    log(kept(0, 2, 1)).read(RUNS);
    assertThat(heard).containsExactly("0 2 too", "0 3 end");
  }

  @Test
  void aLaterReadingFindsItsPlaceInRotatedFilesOfItsRun() throws Exception {
    node().append("c/0.log.20260101-120000", entry(1, "one") + entry(2, "two"));
    node().append("c/0.log", entry(3, "three"));
    node().append("c/1.log", entry(4, "four"));
    UntilSettled.read(log(kept(0, 1, 1)));
    assertThat(heard).containsExactly("0 2 two", "0 3 three", "run 1", "1 4 four");
  }

  @Test
  void aRunWhoseFilesAreGoneIsPassedOver() throws Exception {
    node().append("c/3.log", entry(5, "five"));
    log(kept(1, 1, 1)).read(RUNS);
    assertThat(heard).containsExactly("run 3", "3 5 five");
  }

  @Test
  void rubbishBetweenEntriesIsNoHarm() throws Exception {
    node().append("c/0.log", "rubbish\n\n" + entry(1, "one") + "\0\0\0\n" + entry(2, ""));
    log().read(RUNS);
    assertThat(heard).containsExactly("run 0", "0 1 one", "0 2 ");
  }

  /// Reads until the time in which a rotated file may grow is over.
  private static final class UntilSettled {
    static void read(ContainerLog log) throws Exception {
      do {
        log.read(OVER);
        Thread.sleep(50);
      } while (log.isSettling());
      log.read(OVER);
    }
  }
}
