package dev.devloop.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.ServiceName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFilterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final ServiceName WEB = new ServiceName("web");
  private static final ServiceName DB = new ServiceName("db");
  private static final LogFilter ALL = LogFilter.ALL;

  @TempDir private Path folder;
  private final Masks masks = new Masks();
  private Optional<LogStore> opened = Optional.empty();

  private LogStore store() {
    return opened.orElseThrow();
  }

  @BeforeEach
  void fill() {
    opened = Optional.of(LogStore.open(folder, 1 << 20, masks, Clock.systemUTC()));
    add(LogKind.APP, WEB, 0, "GET /a 200");
    add(LogKind.APP, WEB, 1, "ERROR at /b");
    add(LogKind.BUILD, WEB, 2, "step 1/3");
    add(LogKind.APP, DB, 3, "WARN slow query");
    add(LogKind.APP, DB, 4, "\u001b[32mINFO\u001b[0m rea\u001b[1mdy\u001b[0m");
    store().append(LogLine.of(LogOrigin.of(LogKind.DEVLOOP), NOW.plusSeconds(5), "started"));
  }

  @AfterEach
  void close() {
    store().close();
  }

  private void add(LogKind kind, ServiceName service, int second, String text) {
    store().append(LogLine.of(LogOrigin.of(kind, service), NOW.plusSeconds(second), text));
  }

  private List<Long> numbers(LogFilter filter) {
    var found = new ArrayList<Long>();
    store().forward(filter, 0, line -> found.add(line.seq()));
    return found;
  }

  private static LogFilter of(Set<ServiceName> services, Set<LogKind> kinds, LogLevel level) {
    return new LogFilter(services, kinds, level, Optional.empty(), List.of(), List.of());
  }

  private static LogFilter grep(TextMatch match) {
    return ALL.and(match);
  }

  private static LogFilter without(TextMatch... matches) {
    return new LogFilter(
        Set.of(), Set.of(), LogLevel.NONE, Optional.empty(), List.of(), List.of(matches));
  }

  private static TextMatch text(String text) {
    return new TextMatch.Literal(text);
  }

  @Test
  void byService() {
    assertThat(numbers(of(Set.of(DB), Set.of(), LogLevel.NONE))).containsExactly(4L, 5L);
  }

  @Test
  void byKind() {
    assertThat(numbers(of(Set.of(), Set.of(LogKind.BUILD, LogKind.DEVLOOP), LogLevel.NONE)))
        .containsExactly(3L, 6L);
  }

  @Test
  void byLevelAndWorse() {
    assertThat(numbers(of(Set.of(), Set.of(), LogLevel.WARN))).containsExactly(2L, 4L);
    assertThat(numbers(of(Set.of(), Set.of(), LogLevel.INFO))).containsExactly(2L, 4L, 5L);
  }

  @Test
  void byTime() {
    var filter =
        new LogFilter(
            Set.of(),
            Set.of(),
            LogLevel.NONE,
            Optional.of(NOW.plusSeconds(4)),
            List.of(),
            List.of());
    assertThat(numbers(filter)).containsExactly(5L, 6L);
  }

  @Test
  void byText() {
    assertThat(numbers(grep(text("/")))).containsExactly(1L, 2L, 3L);
    assertThat(numbers(grep(text("/")).and(text("at ")))).containsExactly(2L);
    assertThat(numbers(grep(text("slow query")))).containsExactly(4L);
  }

  @Test
  void capitalAndSmallLettersAreTheSame() {
    add(LogKind.APP, WEB, 6, "ÜBER alles");
    assertThat(numbers(grep(text("error AT")))).containsExactly(2L);
    assertThat(numbers(grep(text("über")))).containsExactly(7L);
  }

  @Test
  void betweenSlashesStandsAnExpression() {
    assertThat(numbers(grep(TextMatch.of("/^GET/")))).containsExactly(1L);
    assertThat(numbers(grep(TextMatch.of("/a")))).containsExactly(1L);
  }

  @Test
  void textIsFoundAcrossColours() {
    assertThat(numbers(grep(text("INFO ready")))).containsExactly(5L);
    assertThat(numbers(grep(text("[32m")))).isEmpty();
  }

  @Test
  void byExpression() {
    assertThat(numbers(grep(TextMatch.Regex.of("^(GET|WARN) ")))).containsExactly(1L, 4L);
    assertThat(numbers(grep(TextMatch.Regex.of("(?i)error")))).containsExactly(2L);
  }

  @Test
  void withoutText() {
    assertThat(numbers(without(text("/"), text("slow")))).containsExactly(5L, 6L);
  }

  @Test
  void aSecretCannotBeGuessedBySearching() {
    add(LogKind.APP, WEB, 6, "token hunter22");
    masks.learn(Set.of("hunter22"));
    assertThat(numbers(grep(text("hunter")))).isEmpty();
    assertThat(numbers(grep(TextMatch.Regex.of("h.nter")))).isEmpty();
    assertThat(numbers(grep(text("token ***")))).containsExactly(7L);
  }

  @Test
  void anEvilExpressionIsHarmless() {
    add(LogKind.APP, WEB, 6, "a".repeat(50_000) + "!");
    assertThat(numbers(grep(TextMatch.Regex.of("^(a+)+$")))).isEmpty();
    assertThatThrownBy(() -> TextMatch.Regex.of("((a{1000}){1000}){1000}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextMatch.Regex.of("(")).isInstanceOf(IllegalArgumentException.class);
  }
}
