package dev.devloop.sync;

import dev.devloop.core.Problem;
import dev.devloop.files.FileStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what changes in the folders that matter. One per project.
final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  /// The JDK keeps 512 events of a folder and drops the rest. It reads this once, before the first
  /// watch of the process.
  private static final String MOST_EVENTS = "jdk.nio.file.WatchService.maxEventsPerPoll";

  /// Called from the watching threads; must return at once.
  interface Hearer {
    /// @param at [System#nanoTime] when the events were taken
    void changed(Collection<Path> paths, long at);

    /// A folder is new there, which may have had another one's place: what is not in it is gone.
    /// All that is in it is told as well.
    void entered(Path folder, long at);

    /// Events were lost, or may have been.
    void lost();

    void limited(Problem problem);
  }

  /// What is watched.
  interface Interest {
    /// Where to begin.
    List<Path> tops();

    /// Whether nothing in a folder matters.
    boolean prunes(Path folder);

    /// Whether a link to a folder is gone into.
    boolean follows(Path link);
  }

  private final Hearer hearer;
  private final Path barriers;
  private final Optional<WatchService> service;
  private final WatchedFolders folders;
  private final PolledFolders polled;
  private final ConcurrentLinkedQueue<Barrier> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private record Barrier(Path file, CompletableFuture<Boolean> seen) {}

  private FolderWatch(Path barriers, Hearer hearer, Optional<WatchService> service) {
    this.hearer = hearer;
    this.barriers = barriers;
    this.service = service;
    this.polled = new PolledFolders(hearer, new Door());
    this.folders = new WatchedFolders(service, hearer, polled);
  }

  /// @param barriers an empty folder of its own
  /// @param service none: all folders are looked at now and then, as when the system watches no
  ///   more
  static FolderWatch start(Path barriers, Hearer hearer, Optional<WatchService> service) {
    var watch = new FolderWatch(barriers, hearer, service);
    watch.service.ifPresent(
        events -> Thread.ofPlatform().daemon().name("sync events").start(() -> watch.run(events)));
    return watch;
  }

  static Optional<WatchService> open() {
    if (System.getProperty(MOST_EVENTS) == null) {
      System.setProperty(MOST_EVENTS, "100000");
    }
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      LOG.warn("no folder can be watched", e);
      return Optional.empty();
    }
  }

  /// Changes what is watched; all that happens after the return is told.
  ///
  /// @return what is in the folders; all that has changed in there since is told as well
  Listed watch(Interest interest) {
    try {
      Files.createDirectories(barriers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folders.watch(interest, barriers);
  }

  /// See [Seen].
  void saw(Path path, Optional<FileStat> about) {
    polled.saw(path, about);
  }

  private final class Door implements PolledFolders.Door {
    @Override
    public void enter(Path folder) {
      folders.enter(folder);
    }

    @Override
    public boolean watches(Path folder) {
      return folders.watches(folder);
    }

    @Override
    public boolean knows(Path folder) {
      return folders.knows(folder);
    }
  }

  /// Waits until everything that happened in the folders before the call has been told.
  ///
  /// @return whether that was so within the time
  boolean catchUp(Duration timeout) throws InterruptedException {
    polled.look();
    if (service.isEmpty()) {
      return true;
    }
    var barrier =
        new Barrier(barriers.resolve(Long.toString(System.nanoTime())), new CompletableFuture<>());
    waiting.add(barrier);
    try {
      Files.createFile(barrier.file());
      return barrier.seen().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      LOG.warn("the watch did not answer", e);
      return false;
    } finally {
      waiting.remove(barrier);
      delete(barrier.file());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("left behind", e);
    }
  }

  private void run(WatchService events) {
    while (!closed) {
      try {
        turn(events, events.take());
      } catch (ClosedWatchServiceException | InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("watching stumbled: everything is looked at again", e);
        folders.again();
        hearer.lost();
      }
    }
  }

  /// Takes what is there until nothing is.
  private void turn(WatchService events, WatchKey first) {
    var lost = false;
    var passed = new ArrayList<Barrier>();
    for (var key = first; key != null; key = events.poll()) {
      try {
        lost |= folders.take(key, child -> passed(child, passed));
      } finally {
        // else it never tells anything again
        key.reset();
      }
    }
    if (lost) {
      LOG.info("more changed at once than the system tells: everything is looked at again");
      folders.again();
      hearer.lost();
    }
    // only now: a folder whose events were being taken comes once more behind the barrier's
    passed.forEach(barrier -> barrier.seen().complete(true));
  }

  private void passed(Path file, List<Barrier> passed) {
    if (file.startsWith(barriers)) {
      waiting.stream().filter(barrier -> barrier.file().equals(file)).forEach(passed::add);
    }
  }

  /// How many folders are watched by the system.
  int size() {
    return folders.size();
  }

  @Override
  public void close() {
    closed = true;
    polled.close();
    service.ifPresent(s -> {
      try {
        s.close();
      } catch (IOException e) {
        LOG.debug("closing the watch", e);
      }
    });
  }
}
