package dev.devloop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real files, real events. A watch begins a moment after it is started, so that each test repeats
/// its change until it is seen.
final class ProjectWatcherTest {

  @TempDir Path folder;
  private final Semaphore changes = new Semaphore(0);

  private interface Change {
    void make() throws Exception;
  }

  private void isSeen(Change change) throws Exception {
    for (int i = 0; i < 100; i++) {
      change.make();
      if (changes.tryAcquire(300, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    throw new AssertionError("never seen");
  }

  private ProjectWatcher watch(Path... paths) {
    return ProjectWatcher.start(Set.of(paths), changes::release);
  }

  @Test
  void aFileIsSeenToChange() throws Exception {
    var file = Files.writeString(folder.resolve("dev-config.yaml"), "0");
    try (var _ = watch(file)) {
      isSeen(() -> Files.writeString(file, "" + System.nanoTime()));
    }
  }

  @Test
  void aFileIsSeenToAppear() throws Exception {
    var file = folder.resolve(".env");
    try (var _ = watch(file)) {
      isSeen(() -> {
        Files.deleteIfExists(file);
        Files.writeString(file, "A=1");
      });
    }
  }

  @Test
  void aFileIsSeenToBeReplacedByAnEditor() throws Exception {
    var file = Files.writeString(folder.resolve("dev-config.yaml"), "0");
    try (var _ = watch(file)) {
      isSeen(() -> {
        var fresh = Files.writeString(folder.resolve("4913~"), "" + System.nanoTime());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      });
    }
  }

  @Test
  void aFolderIsSeenToChangeDeepInside() throws Exception {
    var k8s = Files.createDirectories(folder.resolve("k8s/a/b"));
    try (var _ = watch(folder.resolve("k8s"))) {
      isSeen(() -> Files.writeString(k8s.resolve("x.yaml"), "" + System.nanoTime()));
    }
  }

  @Test
  void whatCannotBeWatchedIsLookedAt() throws Exception {
    var file = Files.writeString(folder.resolve("dev-config.yaml"), "0");
    var k8s = Files.createDirectories(folder.resolve("k8s/a"));
    var files = Set.of(file, folder.resolve("k8s"), folder.resolve(".env"));
    try (var _ = ProjectWatcher.polling(files, changes::release)) {
      Files.writeString(file, "other");
      seen();
      Files.writeString(k8s.resolve("new.yaml"), "x");
      seen();
      Files.delete(k8s.resolve("new.yaml"));
      seen();
      Files.writeString(folder.resolve(".env"), "A=1");
      seen();
    }
  }

  private void seen() throws InterruptedException {
    assertThat(changes.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatLiesBesideIsNotSeen() throws Exception {
    var file = Files.writeString(folder.resolve("dev-config.yaml"), "0");
    try (var _ = watch(file)) {
      isSeen(() -> Files.writeString(file, "" + System.nanoTime()));
      changes.drainPermits();
      Files.writeString(folder.resolve("other.txt"), "x");
      // the events of one folder come in order: what was seen first would have come first
      isSeen(() -> Files.writeString(file, "" + System.nanoTime()));
      assertThat(changes.availablePermits()).isZero();
    }
  }
}
