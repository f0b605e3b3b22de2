package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Many files at once.
final class Folders {

  private Folders() {}

  /// Small files, ten to a folder.
  static void fill(Path folder, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      var file = folder.resolve("many/" + i / 100 + "/" + i / 10 % 10 + "/" + i + ".txt");
      if (i % 10 == 0) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, Figures.text(i));
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> all;
    try (var walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : all) {
      Files.delete(path);
    }
  }
}
