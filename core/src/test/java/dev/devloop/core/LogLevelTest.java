package dev.devloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogLevelTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ERROR| 2026-01-31 12:00:00,123 ERROR [main] it broke",
        "ERROR| [error] 7#7: open() failed",
        "ERROR| error: no such file",
        "ERROR| npm ERR! missing script: start",
        "ERROR| E0131 12:00:00.000000 1 main.go:3] no",
        "ERROR| panic: runtime error: index out of range",
        "ERROR| Traceback (most recent call last):",
        "ERROR| java.lang.IllegalStateException: no",
        "ERROR| TypeError: Cannot read properties of undefined",
        "ERROR| {\"time\":\"12:00\",\"level\":\"error\",\"msg\":\"INFO\"}",
        "ERROR| {\"severity\": \"CRITICAL\"}",
        "ERROR| {\"level\":50,\"msg\":\"x\"}",
        "ERROR| time=12:00 level=fatal msg=x",
        "WARN| WARNING: this is a development server",
        "WARN| (node:1) Warning: deprecated",
        "WARN| {\"level\":40}",
        "WARN| time=12:00 lvl=warn msg=\"an ERROR\"",
        "WARN| W0131 12:00:00.000000 1 main.go:3] no",
        "INFO| INFO:     Uvicorn running on http://0.0.0.0:80",
        "INFO| info: Microsoft.Hosting.Lifetime[0]",
        "INFO| 2026-01-31 12:00:00 UTC [1] LOG:  database system is ready",
        "INFO| {\"level\":30,\"msg\":\"error\"}",
        "DEBUG| [DEBUG] look",
        "DEBUG| {\"level\":20}",
        "NONE| GET /error.html 200",
        "NONE| 0 errors found",
        "NONE| listening on :8080",
        "NONE| {\"msg\":\"level\"}",
        "NONE| please inform error-handling",
      })
  void aLineTellsItsLevel(LogLevel level, String line) {
    assertThat(LogLevel.of(line)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"ERROR, 31", "WARN, 33", "INFO, 32"})
  void coloursDoNotHideALevel(LogLevel level, int colour) {
    assertThat(LogLevel.of("\u001b[" + colour + "m" + level + "\u001b[39m text")).isEqualTo(level);
  }
}
