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
  private final BiConsumer<Path, FileStat> found;
  private final Set<Path> visited = new HashSet<>();
  private final Set<Path> unreadable = new HashSet<>();

  private HostScan(ServiceRules rules, BiConsumer<Path, FileStat> found) {
    this.rules = rules;
    this.found = found;
  }

  /// @param found is told of each path that may have a target
  /// @return folders that cannot be read
  static Set<Path> all(ServiceRules rules, BiConsumer<Path, FileStat> found) {
    var scan = new HostScan(rules, found);
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
    found.accept(child, about);
    if (about.isFolder() && !rules.prunes(child)) {
      folder(child);
    }
  }
}
