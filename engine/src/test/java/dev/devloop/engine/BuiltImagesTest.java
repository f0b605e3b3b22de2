package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltImagesTest {

  private static StoredImage image(
      String name, boolean built, long size, int created, int named, String... layers) {
    Map<String, String> labels = built ? Map.of(ImageBuilder.INPUTS, name) : Map.of();
    var image =
        new EngineImage(name, List.of(), List.of(), labels, size, Instant.ofEpochSecond(created));
    return new StoredImage(image, Arrays.asList(layers), Instant.ofEpochSecond(named));
  }

  @Test
  void whatWasUsedLongestAgoComesFirstAndImagesOfOthersAreNotAmongThem() {
    var all =
        List.of(
            image("again", true, 1, 1, 9, "a"),
            image("new", true, 1, 8, 8, "b"),
            image("old", true, 1, 2, 0, "c"),
            image("busybox", false, 1, 0, 0, "d"));

    assertThat(BuiltImages.of(all))
        .extracting(it -> it.image().id())
        .containsExactly("old", "new", "again");
  }

  @Test
  void layersOfTheBaseDoNotCount() {
    var all =
        List.of(
            image("scratch", false, 50, 0, 0, "a"),
            image("node", false, 200, 0, 0, "a", "b"),
            image("other", false, 900, 0, 0, "x"),
            image("shop", true, 230, 1, 1, "a", "b", "c"));

    assertThat(BuiltImages.of(all)).extracting(BuiltImages.Built::bytes).containsExactly(30L);
  }

  @Test
  void theSizeOfABuildCacheIsReadAsTheEnginePrintsIt() {
    assertThat(BuildCache.parse("1.129GB")).isEqualTo(1_129_000_000L);
    assertThat(BuildCache.parse("512kB")).isEqualTo(512_000);
    assertThat(BuildCache.parse("0B")).isZero();
    assertThat(BuildCache.parse("?")).isZero();
  }
}
