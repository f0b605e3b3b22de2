package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.nio.file.Path;
import java.util.Optional;

/// Hears what a look at the host has found. A folder that is not watched but looked at now and then
/// needs it: what came and went between two looks at it may have been found by another one.
@FunctionalInterface
interface Seen {

  /// @param about empty when there was nothing
  void saw(Path path, Optional<FileStat> about);
}
