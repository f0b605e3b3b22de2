package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.MapOf;
import dev.devloop.config.Type.Section;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the table says of a key is true for the reader.
class KeysTest {

  static Stream<Key> keys() {
    return of(Keys.ROOT);
  }

  private static Stream<Key> of(Type type) {
    return switch (type) {
      case Section section ->
          section.keys().stream().flatMap(key -> Stream.concat(Stream.of(key), of(key.type())));
      case ListOf(var item) -> of(item);
      case MapOf(var _, var value) -> of(value);
      case Either(var types) -> types.stream().flatMap(KeysTest::of);
      default -> Stream.empty();
    };
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theExampleAndTheDefaultOfAKeyAreAccepted(Key key) {
    assertThat(problems(key, key.example())).isEmpty();
    if (!key.otherwise().isEmpty()) {
      assertThat(problems(key, key.otherwise())).isEmpty();
    }
  }

  private static String problems(Key key, String text) {
    var findings = new Findings();
    var value = YamlFile.parse(Path.of("x"), text, new Variables(Map.of()), findings);
    new ShapeCheck(findings).check(key.type(), value.orElseThrow(), key.name(), "");
    return findings.isEmpty() ? "" : findings.sorted().toString();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theDocumentationOfAKeyIsASentence(Key key) {
    assertThat(key.doc()).endsWith(".").hasSizeGreaterThan(10);
  }
}
