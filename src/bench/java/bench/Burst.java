package bench;

import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Thousands of new files, all of them fetched by one request that prints them.
final class Burst {

  private static final int FOLDERS = 50;
  private static final int FILES = 2000;
  private static final int TIMES = 5;

  private Burst() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("burst", Project.SITE).withSite().up();
        var all = project.served("site", "/cgi-bin/all")) {
      var served = new Figures();
      var written = new Figures();
      for (int time = 0; time < TIMES; time++) {
        Folders.delete(project.site().resolve("burst"));
        all.await(System.nanoTime(), String::isEmpty);
        project.devloop("wait", "--synced");
        once(project, all, time, served, written);
      }
      Figures.row(
          FILES + " new files in " + FOLDERS + " folders: all served",
          Figures.millis(served.median()),
          "500 ms");
      Figures.row("  the writing of them took", Figures.millis(written.median()), "");
    }
  }

  private static void once(Project project, Served all, int time, Figures served, Figures written)
      throws Exception {
    var text = Figures.text(time);
    long began = System.nanoTime();
    for (int i = 0; i < FILES; i++) {
      var folder = project.site().resolve("burst/" + i % FOLDERS);
      if (i < FOLDERS) {
        Files.createDirectories(folder);
      }
      Files.writeString(folder.resolve(i + ".txt"), i + " " + text);
    }
    long end = System.nanoTime();
    written.add((end - began) / 1e6);
    var wanted =
        IntStream.range(0, FILES).mapToObj(i -> i + " " + text.strip()).collect(Collectors.toSet());
    served.add(all.await(end, body -> body.lines().collect(Collectors.toSet()).equals(wanted)));
  }
}
