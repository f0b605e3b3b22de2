package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.LogLine;
import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.EngineImage;
import dev.devloop.kind.DiskUse;
import dev.devloop.kind.NeededImages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DiskBudgetTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final FakeStores stores = new FakeStores();
  private final List<LogLine> said = new ArrayList<>();
  private final DiskBudget budget =
      new DiskBudget(_ -> stores, said::add, Clock.fixed(NOW, ZoneOffset.UTC));

  private void hold(long limit, String... inUse) {
    budget.hold(limit, "shop", Projects.ACCESS, Set.of(inUse));
  }

  @Test
  void nothingIsDoneUnderTheBudget() {
    stores.image("shop", "a", 10);
    hold(10);

    assertThat(stores.calls).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void whatIsStillInTheRegistryGoesBeforeAnyImage() {
    stores.image("shop", "a", 10);
    stores.garbage = 5;
    hold(10);

    assertThat(stores.calls).containsExactly("collect");
  }

  @Test
  void whatWasUsedLongestAgoGoesFirstUntilTheBudgetIsHeld() {
    stores.image("shop", "a", 10);
    stores.image("shop", "b", 10);
    stores.image("shop", "c", 10);
    hold(15);

    assertThat(stores.calls).containsExactly("collect", "remove a", "remove b", "collect");
    assertThat(said).isEmpty();
  }

  @Test
  void whatIsInUseStaysAndThatIsSaidOnce() {
    stores.image("shop", "a", 10);
    stores.image("shop", "b", 10);
    stores.image("shop", "c", 10);
    stores.digests = Set.of("sha256:b");
    hold(15, "localhost:1/shop/web:a");

    assertThat(stores.calls).containsExactly("collect", "remove c", "collect");
    assertThat(said).hasSize(1);
    assertThat(said.getFirst().text()).contains("`disk`", "engine 0.00 GB");
    hold(15, "localhost:1/shop/web:a");
    assertThat(said).hasSize(1);
  }

  @Test
  void whatWasBuiltSinceTheNeedsWereLookedAtStays() {
    stores.image("shop", "a", 10);
    stores.images.add(made("shop", "b", 10, NOW.plusSeconds(1)));
    hold(1);

    assertThat(stores.calls).containsExactly("collect", "remove a", "collect");
  }

  @Test
  void ofAnotherProjectAtWorkTheNewestStaysAndWhatIsFreshOfAny() {
    stores.image("other", "a", 10);
    stores.image("other", "b", 10);
    stores.image("gone", "c", 10);
    stores.images.add(made("gone", "d", 10, NOW.minusSeconds(9)));
    stores.projects = Set.of("other");
    hold(1);

    assertThat(stores.calls).containsExactly("collect", "remove a", "remove c", "collect");
  }

  @Test
  void whileAClusterIsPausedTheNewestOfAllProjectsStay() {
    stores.image("other", "a", 10);
    stores.image("other", "b", 10);
    stores.frozen = true;
    hold(1);

    assertThat(stores.calls).containsExactly("collect", "remove a", "collect");
  }

  @Test
  void theBuildCacheGoesLastAndOnlyAsMuchAsIsNeeded() {
    stores.image("shop", "a", 10);
    stores.cache = 30;
    hold(25);

    assertThat(stores.calls).containsExactly("collect", "remove a", "collect", "trim to 25");
    assertThat(said).isEmpty();
  }

  private static Built made(String project, String key, long bytes, Instant used) {
    var name = "localhost:1/" + project + "/web";
    var image =
        new EngineImage(
            key,
            List.of(name + ":" + key),
            List.of(name + "@sha256:" + key),
            Map.of(EngineImages.PROJECT, project),
            bytes,
            used);
    return new Built(image, bytes, used);
  }

  private static final class FakeStores implements DiskBudget.Stores {

    private final List<String> calls = new ArrayList<>();
    private final List<Built> images = new ArrayList<>();
    private Set<String> digests = Set.of();
    private Set<String> projects = Set.of();
    private boolean frozen;
    private long garbage;
    private long cache;

    /// A day old, each newer than the one before.
    private void image(String project, String key, long bytes) {
      var used = NOW.minus(Duration.ofDays(1)).plusSeconds(images.size());
      images.add(made(project, key, bytes, used));
    }

    @Override
    public List<DiskUse> holders() {
      var sum = images.stream().mapToLong(Built::bytes).sum();
      return List.of(new DiskUse("engine", sum), new DiskUse("registry", garbage));
    }

    @Override
    public List<Built> built() {
      return List.copyOf(images);
    }

    @Override
    public NeededImages needed() {
      return new NeededImages(digests, projects, frozen);
    }

    @Override
    public void remove(EngineImage image) {
      calls.add("remove " + image.id());
      images.removeIf(it -> it.image().equals(image));
    }

    @Override
    public void collect() {
      calls.add("collect");
      garbage = 0;
    }

    @Override
    public long buildCache() {
      return cache;
    }

    @Override
    public void trimBuildCache(long bytes) {
      calls.add("trim to " + bytes);
      cache = bytes;
    }
  }
}
