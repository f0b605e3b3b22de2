package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.devloop.core.DevloopException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever stands in a file: a configuration or problems, nothing else.
class HostileFilesTest {

  private static final int MUTANTS = 2000;
  private static final List<String> PIECES =
      List.of(
          "\t",
          "\n",
          " ",
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          "- ",
          "#",
          "\"",
          "'",
          "&a ",
          "*a",
          "!!int ",
          "|",
          ">",
          "?",
          "${",
          "${A}",
          "}",
          "$$",
          "null",
          "~",
          "-1",
          "99999999999",
          "1e9",
          "true",
          "@",
          "%",
          "\0",
          "\u00e9",
          "\uD83D\uDE00",
          "\uD83D",
          "---\n",
          "...",
          "<<: ",
          "0x1F",
          "\\",
          "/",
          "..");

  @TempDir Path folder;

  @Test
  void mutatedFilesNeverFailInAnotherWay() {
    ExampleFileTest.project(folder);
    var random = new Random(20260101);
    var refused = 0;
    for (var i = 0; i < MUTANTS; i++) {
      var text = mutate(ExampleFileTest.EXAMPLE, random);
      try {
        new Project(folder).config(text).read();
      } catch (DevloopException e) {
        assertThat(e.problems()).isNotEmpty();
        refused++;
      } catch (java.io.UncheckedIOException e) {
        // half a surrogate pair cannot be written as UTF-8
        assertThat(e).hasMessageContaining("Input length");
      } catch (RuntimeException e) {
        throw new AssertionError("mutant " + i + ":\n" + text, e);
      }
    }
    assertThat(refused).isGreaterThan(MUTANTS / 2);
  }

  static String mutate(String text, Random random) {
    var mutant = new StringBuilder(text);
    for (var edits = 1 + random.nextInt(3); edits > 0; edits--) {
      var at = random.nextInt(mutant.length());
      var piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(4)) {
        case 0 -> mutant.insert(at, piece);
        case 1 -> mutant.delete(at, Math.min(mutant.length(), at + 1 + random.nextInt(12)));
        case 2 -> mutant.replace(at, Math.min(mutant.length(), at + 1 + random.nextInt(6)), piece);
        default -> swapLines(mutant, random);
      }
    }
    return mutant.toString();
  }

  private static void swapLines(StringBuilder text, Random random) {
    var lines = new ArrayList<>(text.toString().lines().toList());
    var line = lines.remove(random.nextInt(lines.size()));
    lines.add(random.nextInt(lines.size() + 1), line);
    text.setLength(0);
    text.append(String.join("\n", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "---\n---\n",
        "- a\n- b",
        "just text",
        "? {a: b}\n: c",
        "a: &x {b: *x}",
        "services: {a: null, b: 1, c: [], d: {build: 1, sync: {}, ready: [], ports: {}}}",
        "version: 1\nproject: x\nservices: {a: {image: i, sync: [null, 1], onChange: [null, {}]}}",
        "version: 1\nproject: x\nservices: {a: {image: i, envFile: [null, [], {}], volumes: [null]}}",
        "version: 1\nproject: x\nservices: {a: {build: , live: , ready: {tcp: , http: }}}",
        "version: 1\nproject: x\nservices: {a: {workload: \"${W:-}\", image: \"${I:-}\"}}"
      })
  void oddFilesAreProblems(String text) {
    assertThatCode(() -> new Project(folder).config(text).read())
        .isInstanceOf(DevloopException.class);
  }

  @Test
  void aDeepOrRepeatingFileIsRefusedOrReadInTime() {
    var deep = new Project(folder).config("a: " + "[".repeat(200_000));
    assertThat(deep.problems(Map.of())).isNotEmpty();

    var laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(deep.config(laughs.toString()).problems()).isNotEmpty();
  }
}
