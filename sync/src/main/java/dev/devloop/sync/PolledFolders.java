package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folders that the system does not watch, because it watches no more: they are looked at in turn.
final class PolledFolders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PolledFolders.class);

  /// Long enough to cost nothing, short enough to be of use.
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// A round may take this part of the time at most.
  private static final int SHARE = 20;

  private final FolderWatch.Hearer hearer;
  private final Door door;
  private final ReentrantLock lock = new ReentrantLock();

  /// One look at a time: an older list must not take the place of a newer one.
  private final ReentrantLock looking = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final Map<Path, Map<Path, FileStat>> folders = new HashMap<>();

  /// By folder: what somebody has found to be otherwise than it was listed.
  private final Map<Path, Set<Path>> doubtful = new HashMap<>();

  private volatile boolean any;
  private boolean running;
  private boolean closed;
  private int told;

  /// The folders that the system watches.
  interface Door {
    /// A folder is new there.
    void enter(Path folder);

    /// Whether the system watches a folder, from now on at the latest.
    boolean watches(Path folder);

    /// Whether it watches it already, or nobody is to look into it.
    boolean knows(Path folder);
  }

  PolledFolders(FolderWatch.Hearer hearer, Door door) {
    this.hearer = hearer;
    this.door = door;
  }

  void add(Path folder) {
    lock.lock();
    try {
      // what is known of it from before is what it is compared with
      folders.computeIfAbsent(folder, PolledFolders::list);
      any = true;
      if (!running && !closed) {
        running = true;
        Thread.ofVirtual().name("sync polling").start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  void leave(Path folder) {
    lock.lock();
    try {
      folders.keySet().removeIf(polled -> polled.startsWith(folder));
    } finally {
      lock.unlock();
    }
  }

  /// See [Seen].
  void saw(Path path, Optional<FileStat> about) {
    if (!any) {
      return;
    }
    lock.lock();
    try {
      var listed = folders.get(path.getParent());
      if (listed != null && !Optional.ofNullable(listed.get(path)).equals(about)) {
        doubtful.computeIfAbsent(path.getParent(), _ -> new HashSet<>()).add(path);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forgets all others.
  ///
  /// @param wanted names of folders
  void keep(Set<String> wanted) {
    lock.lock();
    try {
      folders.keySet().removeIf(polled -> !wanted.contains(polled.toString()));
    } finally {
      lock.unlock();
    }
  }

  void remove(Path folder) {
    lock.lock();
    try {
      folders.remove(folder);
    } finally {
      lock.unlock();
    }
  }

  /// Says that there is a limit, when it was not said for as many folders.
  void tellLimit() {
    int size;
    lock.lock();
    try {
      size = folders.size();
      if (size <= told) {
        return;
      }
      told = size * 2;
    } finally {
      lock.unlock();
    }
    hearer.limited(WatchLimit.problem(size));
  }

  private void run() {
    try {
      while (true) {
        var begun = System.nanoTime();
        round();
        if (!pause(Math.max(PERIOD.toNanos(), (System.nanoTime() - begun) * SHARE))) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() {
    try {
      look();
      promote();
    } catch (RuntimeException e) {
      LOG.warn("polling stumbled: it goes on with the next round", e);
    }
  }

  /// @return whether there is anything left to do
  private boolean pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      var rest = nanos;
      while (rest > 0 && !closed) {
        rest = changed.awaitNanos(rest);
      }
      running = !folders.isEmpty() && !closed;
      return running;
    } finally {
      lock.unlock();
    }
  }

  private List<Path> all() {
    lock.lock();
    try {
      return List.copyOf(folders.keySet());
    } finally {
      lock.unlock();
    }
  }

  /// One round now.
  void look() {
    all().forEach(this::look);
  }

  private void look(Path folder) {
    looking.lock();
    try {
      compare(folder, list(folder));
    } finally {
      looking.unlock();
    }
  }

  private void compare(Path folder, Map<Path, FileStat> now) {
    Map<Path, FileStat> before;
    Set<Path> again;
    lock.lock();
    try {
      before = folders.getOrDefault(folder, now);
      folders.replace(folder, now);
      again = Optional.ofNullable(doubtful.remove(folder)).orElse(Set.of());
    } finally {
      lock.unlock();
    }
    var changed = new HashSet<>(before.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(path -> now.containsKey(path) && now.get(path).equals(before.get(path)));
    changed.addAll(again);
    if (!changed.isEmpty()) {
      hearer.changed(changed, System.nanoTime());
    }
    for (var path : changed) {
      if (isFolder(now, path) && (!isFolder(before, path) || isUnknown(path))) {
        door.enter(path);
      }
    }
  }

  /// Whether it came and went while its parent was listed, so that nobody looks into it.
  private boolean isUnknown(Path folder) {
    boolean polled;
    lock.lock();
    try {
      polled = folders.containsKey(folder);
    } finally {
      lock.unlock();
    }
    return !polled && !door.knows(folder);
  }

  private static boolean isFolder(Map<Path, FileStat> listed, Path path) {
    var about = listed.get(path);
    return about != null && about.isFolder();
  }

  /// The limit may have been raised, or room been made.
  private void promote() {
    for (var folder : all()) {
      if (!door.watches(folder)) {
        return;
      }
      look(folder);
      remove(folder);
    }
    lock.lock();
    try {
      told = folders.isEmpty() ? 0 : told;
    } finally {
      lock.unlock();
    }
  }

  private static Map<Path, FileStat> list(Path folder) {
    var found = new HashMap<Path, FileStat>();
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        try {
          found.put(child, FileStat.of(child));
        } catch (IOException _) {
          // gone in the meantime
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // gone, or not to be read
    }
    return found;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
