package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LogTextTest {

  private static final Instant T = Instant.parse("2026-01-01T12:00:00.000000001Z");

  private static List<TimedLines.Line> lines(String text) throws IOException {
    var found = new ArrayList<TimedLines.Line>();
    try (var reader =
        new TimedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        found.add(line.get());
      }
    }
    return found;
  }

  @Test
  void aLineIsATimeAndAText() throws IOException {
    assertThat(lines(T + " grüße  \n" + T + " \n" + T + " a\r\n" + T + " no end"))
        .containsExactly(
            new TimedLines.Line(T, "grüße  "),
            new TimedLines.Line(T, ""),
            new TimedLines.Line(T, "a"),
            new TimedLines.Line(T, "no end"));
  }

  @Test
  void theNodesOwnWordsAreNoLines() throws IOException {
    assertThat(lines("unable to retrieve container logs for containerd://1")).isEmpty();
  }

  @Test
  void anEndlessLineComesInPiecesAndNothingOfItIsLost() throws IOException {
    var text = "x".repeat(200_000);
    var found = lines(T + " " + text + "\n" + T + " next\n");
    assertThat(found).hasSizeBetween(3, 5).allMatch(line -> line.at().equals(T));
    assertThat(String.join("", found.stream().map(TimedLines.Line::text).toList()))
        .isEqualTo(text + "next");
  }

  @Test
  void whatWasReadBeforeIsPassedOverAfterABreakEvenWithinOneInstant() {
    var position = new LogPosition();
    assertThat(position.since()).isEmpty();
    for (var at : List.of(T, T.plusNanos(1), T.plusNanos(1))) {
      assertThat(position.isNew(at)).isTrue();
    }
    assertThat(position.since()).contains(T.plusNanos(1));
    position.rewind();
    var again =
        List.of(T.minusNanos(1), T, T.plusNanos(1), T.plusNanos(1), T.plusNanos(1), T.plusNanos(2));
    assertThat(again.stream().map(position::isNew))
        .containsExactly(false, false, false, false, true, true);
  }

  @Test
  void aClockThatIsSetBackLosesNoLine() {
    var position = new LogPosition();
    assertThat(position.isNew(T)).isTrue();
    assertThat(position.isNew(T.minusSeconds(60))).isTrue();
  }

  @Test
  void secretsAreTakenOutTheLongestFirstAndShortOnesStay() {
    var scrubber = new Scrubber(Set.of("hunter2", "hunter22", "dev", "line one\nline two"));
    assertThat(scrubber.clean("dev hunter22 hunter2 [line two]")).isEqualTo("dev *** *** [***]");
  }
}
