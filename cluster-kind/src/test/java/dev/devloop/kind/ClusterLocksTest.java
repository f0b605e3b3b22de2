package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLocksTest {

  @TempDir Path folder;

  @Test
  void a_lock_is_held_until_it_is_closed() {
    var locks = new ClusterLocks();
    var file = folder.resolve("deep/lab.lock");
    assertThat(locks.held(file)).isFalse();

    try (var _ = locks.take(file, () -> {})) {
      assertThat(locks.held(file)).isTrue();
    }
    assertThat(locks.held(file)).isFalse();
  }

  @Test
  void a_second_thread_waits_and_says_so() throws Exception {
    var locks = new ClusterLocks();
    var file = folder.resolve("lab.lock");
    var waits = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = locks.take(file, () -> {});
      var second =
          executor.submit(() -> {
            locks.take(file, waits::countDown).close();
            return true;
          });
      assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(second.isDone()).isFalse();
      first.close();
      assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void other_processes_see_a_lock_that_the_system_drops_with_its_process() throws Exception {
    var file = folder.resolve("lab.lock");
    try (var _ = new ClusterLocks().take(file, () -> {});
        var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // within one JVM the system's lock shows as this exception
      org.assertj.core.api.Assertions.assertThatThrownBy(channel::tryLock)
          .isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
    }
  }
}
