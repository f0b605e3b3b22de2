package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrunableTest {

  private static EngineImage built(int age, String key, String... tags) {
    return new EngineImage(
        "sha256:" + key,
        List.of(tags),
        List.of(),
        Map.of(ImageBuilder.INPUTS, key),
        1,
        Instant.ofEpochSecond(1000 - age));
  }

  private static List<String> old(List<EngineImage> images, Set<String> inUse, int keep) {
    return Prunable.old(images, inUse, keep, "localhost:5001").stream()
        .map(Prunable.Name::reference)
        .toList();
  }

  private final List<EngineImage> four =
      List.of(
          built(4, "d", "shop/web:d", "localhost:5001/shop/web:d"),
          built(1, "a", "shop/web:a", "localhost:5001/shop/web:a"),
          built(3, "c", "shop/web:c", "localhost:5001/shop/web:c"),
          built(2, "b", "shop/web:b"));

  @Test
  void theNewestTwoOfARepositoryStay() {
    assertThat(old(four, Set.of(), 2))
        .containsExactly(
            "shop/web:c", "localhost:5001/shop/web:c", "shop/web:d", "localhost:5001/shop/web:d");
  }

  @Test
  void whatIsInUseStaysUnderAllItsNames() {
    assertThat(old(four, Set.of("localhost:5001/shop/web:d"), 2))
        .containsExactly("shop/web:c", "localhost:5001/shop/web:c");
  }

  @Test
  void eachRepositoryCountsForItself() {
    var images = List.of(built(1, "a", "shop/web:a"), built(2, "b", "shop/api:b"));
    assertThat(old(images, Set.of(), 1)).isEmpty();
    assertThat(old(images, Set.of(), 0)).containsExactly("shop/web:a", "shop/api:b");
  }

  @Test
  void aNameThatTheBuilderDidNotGiveIsNeverTouched() {
    var derived = List.of(built(1, "a", "mine:latest", "shop/web:a"));
    assertThat(old(derived, Set.of(), 0)).containsExactly("shop/web:a");
  }

  @Test
  void anImageWhoseNamesANewerOneHasTakenGoes() {
    var replaced =
        new EngineImage(
            "sha256:0",
            List.of(),
            List.of("localhost:5001/shop/web@sha256:aa", "elsewhere.test/mine@sha256:bb"),
            Map.of(ImageBuilder.INPUTS, "a"),
            1,
            Instant.EPOCH);
    assertThat(old(List.of(built(1, "a", "shop/web:a"), replaced), Set.of("shop/web:a"), 2))
        .containsExactly("localhost:5001/shop/web@sha256:aa");
  }
}
