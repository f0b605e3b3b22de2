package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/// Walks over what the sync rules of a service cover.
final class HostScan {

  private final ServiceRules rules;
  private final Listed listed;
  private final BiConsumer<Path, FileStat> found;
  private final Set<Path> visited = new HashSet<>();
  private final Set<Path> unreadable = new HashSet<>();

  private HostScan(ServiceRules rules, Listed listed, BiConsumer<Path, FileStat> found) {
    this.rules = rules;
    this.listed = listed;
    this.found = found;
  }

  /// @param listed folders that need not be listed
  /// @param found is told of each path that may have a target
  /// @return folders that cannot be read
  static Set<Path> all(ServiceRules rules, Listed listed, BiConsumer<Path, FileStat> found) {
    var scan = new HostScan(rules, listed, found);
    for (var source : rules.sources()) {
      // a source inside of another one is walked with it, unless it is pruned there
      if (!scan.visited.contains(source)) {
        scan.source(source);
      }
    }
    return scan.unreadable;
  }

  private void source(Path source) {
    try {
      var about = HostFile.stat(source, true);
      found.accept(source, about);
      if (about.isFolder()) {
        folder(source);
      }
    } catch (IOException _) {
      // not there, or a link to nowhere
    }
  }

  private void folder(Path folder) {
    if (rules.isSource(folder)) {
      visited.add(folder);
    }
    var known = listed.of(folder);
    if (known.isPresent()) {
      known.get().forEach(child -> child(child.path(), child.about()));
      return;
    }
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        child(child);
      }
    } catch (AccessDeniedException _) {
      unreadable.add(folder);
    } catch (IOException | DirectoryIteratorException _) {
      // gone in the meantime, which is an event of its own
    }
  }

  private void child(Path child) {
    FileStat about;
    try {
      about = FileStat.of(child);
    } catch (IOException _) {
      return; // gone in the meantime
    }
    child(child, about);
  }

  private void child(Path child, FileStat about) {
    found.accept(child, about);
    if (about.isFolder() && !rules.prunes(child)) {
      folder(child);
    }
  }
}
