package dev.devloop.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A lock that other processes and other threads of this one respect; the system frees it when the
/// process dies.
final class PathLock implements AutoCloseable {

  /// A waiting process notices within this time that the lock is free: short beside the builds and
  /// engine starts that are guarded, long enough to cost nothing.
  private static final long LOOK_AGAIN_MS = 100;

  private final FileChannel channel;

  private PathLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits until the lock is free.
  ///
  /// @param waiting run once when somebody else holds it
  /// @throws dev.devloop.core.DevloopException `interrupted`
  static PathLock hold(Path file, Runnable waiting) {
    return take(file, false, waiting);
  }

  /// As [#hold], beside other processes that share it; threads of one process wait for each other.
  static PathLock share(Path file, Runnable waiting) {
    return take(file, true, waiting);
  }

  private static PathLock take(Path file, boolean shared, Runnable waiting) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var channel = open(file);
      try {
        for (var told = false; locked(channel, shared).isEmpty(); told = true) {
          if (!told) {
            waiting.run();
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
        return new PathLock(channel);
      } catch (InterruptedException e) {
        channel.close();
        throw Failures.interrupted("another devloop process that holds " + file, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> locked(FileChannel channel, boolean shared) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, shared));
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
