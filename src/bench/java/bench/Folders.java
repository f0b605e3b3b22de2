package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
