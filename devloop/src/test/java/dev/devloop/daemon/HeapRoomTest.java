package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HeapRoomTest {

  private static final int PIECE = 1 << 20;

  /// More than the room.
  private static final int PIECES = 64;

  /// How often the whole heap was collected, the young part alone not counted.
  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(gc -> gc.getMemoryPoolNames().length > 2)
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void aHeapThatHasGrownIsCollected() throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    try (var _ = HeapRoom.watch().orElseThrow()) {
      long before = collections();
      while (collections() == before && System.nanoTime() < deadline) {
        var kept = Stream.generate(() -> new byte[PIECE]).limit(PIECES).toList();
        assertThat(kept).hasSize(PIECES);
      }
      assertThat(collections()).isGreaterThan(before);
    }
  }
}
