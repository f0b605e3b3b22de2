package dev.devloop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files of state: readers see the old content or the new one, never a half.
public final class AtomicFile {

  private AtomicFile() {}

  /// Writes a file with mode 0600, and its folder where that is missing.
  public static void write(Path file, String text) throws IOException {
    var folder = Files.createDirectories(file.toAbsolutePath().getParent());
    // temp files are 0600
    var temp = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
    try {
      Files.writeString(temp, text);
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temp);
    }
  }
}
