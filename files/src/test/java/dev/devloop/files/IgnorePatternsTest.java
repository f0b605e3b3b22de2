package dev.devloop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnorePatternsTest {

  @ParameterizedTest
  @CsvSource({
    "node_modules,     node_modules,              true",
    "node_modules,     node_modules/a/b.js,       true",
    "node_modules,     web/node_modules,          false",
    "**/node_modules,  node_modules,              true",
    "**/node_modules,  web/node_modules/a,        true",
    "**/*.test.ts,     a.test.ts,                 true",
    "**/*.test.ts,     src/x/a.test.ts,           true",
    "*.md,             README.md,                 true",
    "*.md,             docs/README.md,            false",
    "*/temp*,          some/temporary.txt,        true",
    "*/temp*,          temporary.txt,             false",
    "temp?,            tempa,                     true",
    "temp?,            temp,                      false",
    "/dist,            dist/x,                    true",
    "dist/,            dist/x,                    true",
    "./dist,           dist/x,                    true",
    "src/**,           src/a/b,                   true",
    "src/**,           src,                       false",
    "foo/**/bar,       foo/bar,                   true",
    "foo/**/bar,       foo/x/y/bar,               true",
    "[a-c].txt,        b.txt,                     true",
    "[^a-c].txt,       b.txt,                     false",
    "a.b,              axb,                       false",
    "'a\\*b',          a*b,                       true",
    "'a\\*b',          axb,                       false",
    "**,               any/thing,                 true",
    "**.log,           a/b.log,                   true",
    "**foo,            a/xfoo,                    true",
    "a**,              abc/d,                     true",
    "a**b,             ab,                        true",
    "a**b,             ax/b,                      true",
    "a**b,             axb,                       false",
    "**/x/*.js,        x/a.js,                    true",
    "**/x/*.js,        a/x/y/b.js,                false",
    "a/../b,           b,                         true",
    "../b,             b,                         false",
    "a+(b),            a+(b),                     true",
    "a+*,              a+b,                       true",
    "a+*,              aab,                       false"
  })
  void matchesAsDockerDoes(String pattern, String path, boolean ignored) {
    assertThat(IgnorePatterns.parse(List.of(pattern)).ignores(path)).isEqualTo(ignored);
  }

  @Test
  void theLastLineThatMatchesDecides() {
    var patterns = IgnorePatterns.parse(List.of("# comment", "", "*", "!src", "src/*.log"));
    assertThat(patterns.ignores("README.md")).isTrue();
    assertThat(patterns.ignores("src/main.ts")).isFalse();
    assertThat(patterns.ignores("src/x.log")).isTrue();
  }

  @Test
  void onlyAHashInTheFirstColumnBeginsAComment() {
    var patterns = IgnorePatterns.parse(List.of("\uFEFF#a", " #b", "  c  ", "! c", "d"));
    assertThat(patterns.ignores("#a")).isFalse();
    assertThat(patterns.ignores("#b")).isTrue();
    assertThat(patterns.ignores("c")).isFalse();
    assertThat(patterns.ignores("d")).isTrue();
  }

  @Test
  void whatIsNamedWithoutAWildcardIsKnown() {
    var patterns = IgnorePatterns.parse(List.of("src/db/a.sql", "Dockerfile", "*.md", "!lib"));
    assertThat(patterns.names("Dockerfile")).isTrue();
    assertThat(patterns.names("src/db/a.sql/x")).isTrue();
    assertThat(patterns.names("src/db")).isFalse();
    assertThat(patterns.names("README.md")).isFalse();
    assertThat(patterns.names("lib")).isFalse();
    assertThat(patterns.namesIn("src")).isTrue();
    assertThat(patterns.namesIn("lib")).isFalse();
  }

  @Test
  void aFolderIsLeftOutWholeOnlyWhenNothingInItMayComeBack() {
    assertThat(IgnorePatterns.parse(List.of("node_modules")).ignoresAllOf("node_modules")).isTrue();
    assertThat(IgnorePatterns.parse(List.of("web", "!web/keep")).ignoresAllOf("web")).isFalse();
    assertThat(IgnorePatterns.parse(List.of("web", "!**/keep")).ignoresAllOf("web")).isFalse();
    assertThat(IgnorePatterns.parse(List.of("web", "!other/x")).ignoresAllOf("web")).isTrue();
  }

  @Test
  void theFileOfTheDockerfileComesBeforeThatOfTheContext(@TempDir Path context) throws IOException {
    Files.writeString(context.resolve(".dockerignore"), "a\n");
    var dockerfile = context.resolve("Dev.dockerfile");
    assertThat(IgnorePatterns.of(context, dockerfile).ignores("a")).isTrue();
    Files.writeString(context.resolve("Dev.dockerfile.dockerignore"), "b\n");
    assertThat(IgnorePatterns.of(context, dockerfile).ignores("a")).isFalse();
    assertThat(IgnorePatterns.of(context, dockerfile).ignores("b")).isTrue();
  }
}
