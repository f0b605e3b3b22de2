package bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/// How soon all of ten replicas hold a saved file: read in each of them, in the node.
final class Replicas {

  private static final int REPLICAS = 10;

  /// For each line that it reads: waits until all files have it, and says so. Built-in commands
  /// only; the look at ten files takes well under a millisecond.
  private static final String ALL_HAVE =
      """
      while IFS= read -r wanted; do
        for file; do
          found=
          until [ "$found" = "$wanted" ]; do IFS= read -r found < "$file" || :; done
        done
        echo all
      done
      """;

  private Replicas() {}

  static void run(Place place) throws Exception {
    var services = Project.SITE + "    replicas: " + REPLICAS + "\n";
    try (var project = place.project("replicas", services).withSite().up()) {
      var files =
          project.pids("site").stream()
              .map(pid -> "/proc/" + pid + "/root/www/site/page.txt")
              .toList();
      if (files.size() != REPLICAS) {
        throw new IllegalStateException(files.size() + " of " + REPLICAS + " replicas run");
      }
      var figures = new Figures();
      var shell = place.shellInNode(ALL_HAVE, files.toArray(String[]::new));
      try (var answers =
          new BufferedReader(
              new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
        for (int i = -2; i < Figures.SAVES; i++) {
          var text = Figures.text(i);
          Files.writeString(project.site().resolve("page.txt"), text);
          long saved = System.nanoTime();
          shell.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
          shell.getOutputStream().flush();
          answers.readLine();
          if (i >= 0) {
            figures.add((System.nanoTime() - saved) / 1e6);
          }
          Figures.gap();
        }
      } finally {
        shell.destroy();
      }
      figures.rows("save to all of 10 replicas", "60 ms", "");
    }
  }
}
