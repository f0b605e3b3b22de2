package bench;

import java.io.IOException;
import java.nio.file.Files;

/// A folder of 20,000 files.
final class Tree {

  private static final int FILES = 20_000;
  private static final int TIMES = 5;

  private Tree() {}

  static void run(Place place) throws Exception {
    start(place);
    try (var project = place.project("tree", Project.SITE).withSite().up()) {
      var page = project.site().resolve("page.txt");
      var before = Latency.of(project, "site", page);
      Folders.fill(project.site(), FILES);
      project.devloop("wait", "--synced");
      project.devloop("up", "--detach");
      var after = Latency.of(project, "site", page);
      after.rows("save to served, 20,000 files", "", "");
      Figures.row("  ratio to 1 file", Figures.ratio(after.median(), before.median()), "1.0 x");
      Thread.sleep(30_000);
      Figures.row(
          "daemon, memory with 20,000 files",
          Daemon.of(project).megabytes("VmRSS") + " MB",
          "150 MB");
    }
  }

  /// A new daemon, with one file and with many.
  private static void start(Place place) throws Exception {
    try (var project = place.project("start", Project.PLAIN).withSite().up()) {
      var few = new Figures();
      var many = new Figures();
      for (int i = 0; i < TIMES; i++) {
        few.add(firstSave(project));
      }
      Folders.fill(project.site(), FILES);
      project.devloop("wait", "--synced");
      for (int i = 0; i < TIMES; i++) {
        many.add(firstSave(project));
      }
      Figures.row("daemon killed, up, first save served: 1 file", Figures.millis(few.median()), "");
      Figures.row("  with 20,000 files", Figures.millis(many.median()), "");
      Figures.row(
          "  so much longer (found and watched)",
          Figures.millis(many.median() - few.median()),
          "1000 ms");
    }
  }

  /// @return milliseconds from the start of a new daemon until a save of that moment is served
  private static double firstSave(Project project) throws IOException, InterruptedException {
    Daemon.of(project).kill();
    var text = "first save " + System.nanoTime() + "\n";
    try (var page = project.served("site", "/site/page.txt")) {
      long from = System.nanoTime();
      var up =
          new ProcessBuilder(
                  project.place().root().resolve("bin/devloop").toString(),
                  "-C",
                  project.folder().toString(),
                  "up",
                  "--detach")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Files.writeString(project.site().resolve("page.txt"), text);
      double millis = page.await(from, text::equals);
      up.waitFor();
      return millis;
    }
  }
}
