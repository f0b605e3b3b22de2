package dev.devloop.sync;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How some files and folders are at one moment, so that a change shows.
///
/// @param states path to modification time, size and identity; what is missing is not in it
record FileStates(Map<Path, String> states) {

  FileStates {
    states = Map.copyOf(states);
  }

  /// Looks now.
  ///
  /// @param files files, and folders with all in them
  static FileStates of(Set<Path> files) {
    var states = new HashMap<Path, String>();
    for (var file : files) {
      try {
        Files.walkFileTree(file, new Collector(states));
      } catch (IOException _) {
        // gone: that shows as well
      }
    }
    return new FileStates(states);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Map<Path, String> states;

    Collector(Map<Path, String> states) {
      this.states = states;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
      states.put(file, about.lastModifiedTime() + " " + about.size() + " " + about.fileKey());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
