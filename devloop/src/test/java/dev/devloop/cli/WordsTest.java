package dev.devloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " in ",
      value = {
        "'' in anything",
        "err in An ERROR",
        "[a in array[a]",
        "/e.*r$/ in an error",
        "/E.*R/ in an error",
        "/[/ in a /[/ b",
        "/ in a/b"
      })
  void findsTextAndExpressions(String words, String line) {
    assertThat(new Words(words).areIn(line)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " in ",
      value = {"err in fine", "/^b/ in a b", "e.*r in an error"})
  void passesOverOthers(String words, String line) {
    assertThat(new Words(words).areIn(line)).isFalse();
  }
}
