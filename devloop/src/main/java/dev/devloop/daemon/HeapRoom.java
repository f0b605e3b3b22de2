package dev.devloop.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/// Has the heap collected when its old part has grown by some megabytes. The JVM itself would let
/// it grow to its maximum first, which is there for projects with very many files: under a flood of
/// log lines much of what lives for a moment gets into the old part, at 5 to 25 MB a second. A
/// collection takes a tenth of a second.
final class HeapRoom implements AutoCloseable {

  private static final long LEAST = 20L << 20;

  /// The first time it may grow by more: a bring-up takes 25 MB, with 20,000 synced files 45 MB,
  /// and would find next to nothing to collect while somebody waits.
  private static final long FIRST = 48L << 20;

  private final MemoryPoolMXBean old;
  private final NotificationListener listener = this::heard;

  private HeapRoom(MemoryPoolMXBean old) {
    this.old = old;
  }

  /// Begins to watch; empty where the JVM's collector does not tell of its old part.
  static Optional<HeapRoom> watch() {
    var room =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .findFirst()
            .map(HeapRoom::new);
    room.ifPresent(HeapRoom::begin);
    return room;
  }

  private void begin() {
    emitter().addNotificationListener(listener, null, null);
    leaveRoom(FIRST);
  }

  private static NotificationEmitter emitter() {
    return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
  }

  private void heard(Notification notification, Object handback) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      System.gc();
      leaveRoom(LEAST);
    }
  }

  /// A large heap gets more of it, so that it is not collected all the time.
  private void leaveRoom(long least) {
    long used = old.getUsage().getUsed();
    old.setUsageThreshold(Math.min(used + Math.max(least, used / 2), old.getUsage().getMax()));
  }

  @Override
  public void close() {
    try {
      emitter().removeNotificationListener(listener);
    } catch (ListenerNotFoundException e) {
      throw new IllegalStateException("closed twice", e);
    }
  }
}
