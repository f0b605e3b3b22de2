package dev.devloop.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Text files that are replaced as a whole, so that no reader ever sees half of one.
final class PrivateFile {

  private PrivateFile() {}

  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new file is readable by its owner only; one that is there keeps its permissions, and stays
  /// where a link to it points.
  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      // createTempFile makes it with mode 0600
      var temporary = Files.createTempFile(real.getParent(), real.getFileName() + ".", ".tmp");
      try {
        Files.writeString(temporary, text);
        keepPermissions(real, temporary);
        Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from)
        && from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }
}
