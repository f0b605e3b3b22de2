package dev.devloop.sync;

import dev.devloop.core.Problem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which limit of the system keeps folders from being watched.
final class WatchLimit {

  private WatchLimit() {}

  /// @param polled folders that are not watched
  static Problem problem(int polled) {
    var what = isOfWatches() ? "max_user_watches" : "max_user_instances";
    return SyncProblems.watchLimit(what, now(what), polled);
  }

  /// Instances are few and run out at the start, before any folder is watched.
  private static boolean isOfWatches() {
    try (var _ = FileSystems.getDefault().newWatchService()) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static long now(String what) {
    try {
      // the size of such a file is said to be 0
      return Long.parseLong(
          Files.readAllLines(Path.of("/proc/sys/fs/inotify", what)).getFirst().strip());
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}
