package dev.devloop.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds the file or folder that a mistyped path was meant to be.
final class Siblings {

  /// A folder with more entries is not worth the time.
  private static final int MOST = 500;

  private Siblings() {}

  /// A fix, or empty when there is no idea.
  static String question(Path missing) {
    var parent = missing.getParent();
    var name = missing.getFileName();
    if (parent == null || name == null || !Files.isDirectory(parent)) {
      return "";
    }
    List<String> names = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(parent)) {
      for (var entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() == MOST) {
          break;
        }
      }
    } catch (IOException _) {
      return "";
    }
    names.sort(null);
    return Nearest.question(name.toString(), names);
  }
}
