package dev.devloop.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How the files of a store are called: by the number of their first line.
final class SegmentFiles {

  private static final String END = ".lines";

  private SegmentFiles() {}

  static Path path(Path folder, long first) {
    return folder.resolve("%016d%s".formatted(first, END));
  }

  static long first(Path file) {
    var name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - END.length()));
  }

  /// Those that are there, the oldest first. One that had just been begun is removed.
  static List<Path> in(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var all =
          files
              .filter(f -> f.getFileName().toString().matches("\\d{16}\\" + END))
              .sorted()
              .toList();
      for (var file : all) {
        if (!isWhole(file)) {
          Files.delete(file);
        }
      }
      return all.stream().filter(Files::exists).toList();
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      return in.length() >= Segment.HEADER
          && in.readLong() == Segment.MAGIC
          && in.readLong() == first(file);
    }
  }

  static long size(Segment segment) {
    return segment.file().toFile().length();
  }
}
