package dev.devloop.sync;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the files that describe a project: single files, and folders with all in them. The files
/// need not exist yet.
public final class ProjectWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectWatcher.class);

  /// An editor's save is a handful of events within a few milliseconds; half a file read in between
  /// would be reported as an error.
  private static final Duration QUIET = Duration.ofMillis(100);

  /// Often enough for a config, seldom enough to cost nothing.
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Set<Path> files;
  private final Runnable changed;
  private final BlockingQueue<Boolean> events = new LinkedBlockingQueue<>();
  private final Thread teller;
  private volatile Closeable source = () -> {};
  private volatile boolean closed;

  private ProjectWatcher(Set<Path> files, Runnable changed) {
    this.files = Set.copyOf(files);
    this.changed = changed;
    this.teller = Thread.ofVirtual().name("config watcher").unstarted(this::tell);
  }

  /// Starts to watch.
  ///
  /// @param files files and folders; absolute
  /// @param changed called after something changed and a moment of quiet; one call at a time
  public static ProjectWatcher start(Set<Path> files, Runnable changed) {
    var watcher = new ProjectWatcher(files, changed);
    try {
      watcher.listen();
    } catch (IOException e) {
      LOG.warn("the config files are looked at every second, for they cannot be watched", e);
      watcher.look();
    }
    watcher.teller.start();
    return watcher;
  }

  /// Looks at the files now and then instead of watching them: the system gives out only so many
  /// watchers.
  static ProjectWatcher polling(Set<Path> files, Runnable changed) {
    var watcher = new ProjectWatcher(files, changed);
    watcher.look();
    watcher.teller.start();
    return watcher;
  }

  private void listen() throws IOException {
    var watcher =
        DirectoryWatcher.builder()
            .paths(roots(files))
            .listener(listener())
            .fileHashing(false)
            .fileTreeVisitor(new OnlyWhatCounts())
            .build();
    source = watcher::close;
    Thread.ofPlatform().daemon().name("config events").start(() -> watch(watcher));
  }

  /// The system may refuse a single folder as well as the whole watcher.
  private void watch(DirectoryWatcher watcher) {
    try {
      watcher.watch();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("the config files cannot be watched any more: they are looked at", e);
        look();
        events.add(true);
      }
    }
  }

  private void look() {
    var before = FileStates.of(files);
    var poller = Thread.ofVirtual().name("config polling").start(() -> poll(before));
    source = poller::interrupt;
  }

  private void poll(FileStates first) {
    var before = first;
    try {
      while (true) {
        Thread.sleep(PERIOD);
        var now = FileStates.of(files);
        if (!now.equals(before)) {
          events.add(true);
        }
        before = now;
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// What is watched.
  public Set<Path> files() {
    return files;
  }

  @Override
  public void close() {
    closed = true;
    teller.interrupt();
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file is watched through its folder: editors replace it by another one.
  private static List<Path> roots(Set<Path> files) {
    var folders =
        files.stream()
            .map(f -> Files.isDirectory(f) ? f : f.getParent())
            .filter(f -> f != null && Files.isDirectory(f))
            .collect(Collectors.toSet());
    return new ArrayList<>(folders);
  }

  private DirectoryChangeListener listener() {
    return new DirectoryChangeListener() {
      @Override
      public void onEvent(DirectoryChangeEvent event) {
        if (event.path() == null || counts(event.path())) {
          events.add(true);
        }
      }

      @Override
      public void onException(Exception e) {
        // whatever it is, an overflow for one: changes may have been missed
        LOG.warn("watching the config files stumbled", e);
        events.add(true);
      }
    };
  }

  private boolean counts(Path path) {
    return files.stream().anyMatch(path::startsWith);
  }

  private void tell() {
    try {
      while (true) {
        events.take();
        while (events.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS) != null) {
          // not quiet yet
        }
        changed.run();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Goes into folders that are watched as such, and not into the rest of the project: a
  /// node_modules beside dev-config.yaml costs nothing.
  private final class OnlyWhatCounts implements FileTreeVisitor {
    @Override
    public void recursiveVisitFiles(Path root, Callback onDirectory, Callback onFile)
        throws IOException {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (!folder.equals(root) && !counts(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              onDirectory.call(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              onFile.call(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // gone in the meantime
            }
          });
    }
  }
}
