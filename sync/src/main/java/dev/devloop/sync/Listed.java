package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was in folders right after they began to be watched, so that nobody has to list them again.
/// It may be out of date by the time that it is read: what changed since was told.
final class Listed {

  /// @param about the link itself, where it is one
  record Child(Path path, FileStat about) {}

  private final Map<Path, List<Child>> folders = new HashMap<>();

  /// @param children all of them
  void add(Path folder, List<Child> children) {
    folders.put(folder, List.copyOf(children));
  }

  /// @return empty when it was not listed, or not to its end
  Optional<List<Child>> of(Path folder) {
    return Optional.ofNullable(folders.get(folder));
  }
}
