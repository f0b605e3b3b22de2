package dev.devloop.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// One lock a cluster, held by whoever changes it: a file lock between processes, so that a killed
/// process holds none, and a lock between the threads of this one.
///
/// On POSIX systems closing *any* channel on a file drops the process's locks on it: within a
/// process the file is only opened under the thread's lock.
final class ClusterLocks {

  /// How often a lock that another process holds is tried again; not the result of research.
  private static final Duration RETRY = Duration.ofMillis(100);

  private final ConcurrentHashMap<Path, ReentrantLock> threads = new ConcurrentHashMap<>();

  /// A lock that is held until it is closed.
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits until it gets the lock.
  ///
  /// @param waits is called once when somebody else has it
  Held take(Path file, Runnable waits) {
    var thread = threads.computeIfAbsent(file, _ -> new ReentrantLock());
    var told = !thread.tryLock();
    if (told) {
      waits.run();
      thread.lock();
    }
    try {
      var channel = open(file);
      while (channel.tryLock() == null) {
        if (!told) {
          waits.run();
          told = true;
        }
        LockSupport.parkNanos(RETRY.toNanos());
        Waiting.stopWhenInterrupted("the lock " + file);
      }
      return () -> release(thread, channel);
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      throw e instanceof RuntimeException known ? known : new UncheckedIOException((IOException) e);
    }
  }

  /// Whether somebody, in this process or another one, holds it now.
  boolean held(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    var thread = threads.computeIfAbsent(file, _ -> new ReentrantLock());
    if (thread.isHeldByCurrentThread() || !thread.tryLock()) {
      return true;
    }
    try (var channel = open(file)) {
      return channel.tryLock() == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.unlock();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void release(ReentrantLock thread, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.unlock();
    }
  }
}
