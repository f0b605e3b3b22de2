package dev.devloop.sync;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The folders that the system watches for us. A folder is registered before it is listed: what
/// changes in between is told twice rather than never.
final class WatchedFolders {

  /// Paths that are told at once, so that work on them begins before all are found.
  private static final int MANY = 500;

  private final Optional<WatchService> service;
  private final FolderWatch.Hearer hearer;
  private final PolledFolders polled;
  private final NavigableMap<String, WatchKey> keys = new TreeMap<>();
  private final Map<WatchKey, Path> paths = new HashMap<>();
  private FolderWatch.Interest interest = new Nothing();

  private static final class Nothing implements FolderWatch.Interest {
    @Override
    public List<Path> tops() {
      return List.of();
    }

    @Override
    public boolean prunes(Path folder) {
      return true;
    }

    @Override
    public boolean follows(Path link) {
      return false;
    }
  }

  WatchedFolders(Optional<WatchService> service, FolderWatch.Hearer hearer, PolledFolders polled) {
    this.service = service;
    this.hearer = hearer;
    this.polled = polled;
  }

  synchronized int size() {
    return keys.size();
  }

  /// @param barriers a folder that is always watched
  /// @return what is in the folders
  synchronized Listed watch(FolderWatch.Interest fresh, Path barriers) {
    interest = fresh;
    var visited = new HashSet<String>();
    register(barriers);
    visited.add(barriers.toString());
    var listed = new Listed();
    fresh.tops().forEach(top -> list(top, visited, listed));
    keys.keySet().stream().filter(f -> !visited.contains(f)).toList().forEach(this::forget);
    polled.keep(visited);
    polled.tellLimit();
    return listed;
  }

  private void list(Path folder, Set<String> visited, Listed listed) {
    if (!begin(folder, visited)) {
      return;
    }
    var all = new ArrayList<Listed.Child>();
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        about(child).ifPresent(about -> all.add(new Listed.Child(child, about)));
      }
      listed.add(folder, all);
    } catch (IOException | DirectoryIteratorException _) {
      // gone in the meantime, or not to be read: whoever reads it says so
    }
    for (var child : all) {
      var about = child.about();
      if (about.isFolder() || (about.isLink() && isFolder(child.path()))) {
        list(child.path(), visited, listed);
      }
    }
  }

  private static Optional<FileStat> about(Path path) {
    try {
      return Optional.of(FileStat.of(path));
    } catch (IOException _) {
      return Optional.empty(); // gone in the meantime
    }
  }

  /// @return whether there is anything to be watched in a folder, which it is from now on
  private boolean begin(Path folder, Set<String> visited) {
    if (interest.prunes(folder) || !visited.add(folder.toString())) {
      return false;
    }
    if (!register(folder)) {
      polled.add(folder);
    }
    return true;
  }

  /// Looks for folders that came while nothing was told.
  synchronized void again() {
    interest.tops().forEach(top -> walk(top, new HashSet<>(), _ -> {}));
    polled.tellLimit();
  }

  /// A folder that is new there: all in it is told.
  synchronized void enter(Path folder) {
    leave(folder);
    hearer.entered(folder, System.nanoTime());
    var found = new ArrayList<Path>();
    walk(
        folder,
        new HashSet<>(),
        child -> {
          found.add(child);
          if (found.size() == MANY) {
            tell(found);
          }
        });
    tell(found);
    polled.tellLimit();
  }

  private void tell(Collection<Path> found) {
    if (!found.isEmpty()) {
      hearer.changed(List.copyOf(found), System.nanoTime());
      found.clear();
    }
  }

  synchronized boolean watches(Path folder) {
    return register(folder);
  }

  synchronized boolean knows(Path folder) {
    return keys.containsKey(folder.toString()) || interest.prunes(folder);
  }

  private void walk(Path folder, Set<String> visited, Consumer<Path> found) {
    if (!begin(folder, visited)) {
      return;
    }
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        found.accept(child);
        if (isFolder(child)) {
          walk(child, visited, found);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // gone in the meantime, or not to be read: whoever reads it says so
    }
  }

  private boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || (interest.follows(path) && Files.isDirectory(path));
  }

  /// @return false when the system watches no more
  private boolean register(Path folder) {
    var before = keys.get(folder.toString());
    if (before != null && before.isValid()) {
      return true;
    }
    if (service.isEmpty()) {
      return false;
    }
    try {
      var key = folder.register(service.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      var other = paths.get(key);
      if (other != null && !other.equals(folder)) {
        // a folder that was moved keeps its key, which tells of it under its old name
        forget(other.toString());
        key = folder.register(service.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      }
      keys.put(folder.toString(), key);
      paths.put(key, folder);
      return true;
    } catch (IOException _) {
      // gone in the meantime, which is told by its parent; or the limit
      return !Files.isDirectory(folder);
    }
  }

  private void forget(String folder) {
    var key = keys.remove(folder);
    if (key != null) {
      paths.remove(key);
      key.cancel();
    }
  }

  /// A folder that is not there any more, or is another one by now.
  private void leave(Path folder) {
    var name = folder.toString();
    forget(name);
    keys.subMap(name + "/", true, name + "0", false).keySet().stream()
        .toList()
        .forEach(this::forget);
    polled.leave(folder);
  }

  /// Tells the events of a key.
  ///
  /// @param seen is told of each path, whether it matters or not
  /// @return whether events were lost
  boolean take(WatchKey key, Consumer<Path> seen) {
    var folder = path(key);
    var lost = false;
    // a file that is made and written is several events and one change
    var changed = new LinkedHashSet<Path>();
    for (var event : key.pollEvents()) {
      if (event.kind().equals(OVERFLOW)) {
        lost = true;
      } else if (folder.isPresent() && event.context() instanceof Path name) {
        var child = folder.get().resolve(name);
        if (event.kind().equals(ENTRY_DELETE)) {
          left(child);
        }
        seen.accept(child);
        changed.add(child);
        if (event.kind().equals(ENTRY_CREATE) && isFolder(child)) {
          tell(changed);
          enter(child);
        }
      }
    }
    tell(changed);
    return lost;
  }

  private synchronized Optional<Path> path(WatchKey key) {
    return Optional.ofNullable(paths.get(key));
  }

  private synchronized void left(Path child) {
    if (keys.containsKey(child.toString()) && !isFolder(child)) {
      leave(child);
    }
  }
}
