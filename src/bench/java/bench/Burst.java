package bench;

import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Thousands of new files, all of them fetched by one request that prints them. It is made when the
/// last written file is served: ahead of that it would take the processor from what is measured.
/// Each time they are in another folder: ext4 makes new files in quadratic time where many were
/// deleted in the minute before, on both sides.
final class Burst {

  private static final int FOLDERS = 50;
  private static final int FILES = 2000;
  private static final int TIMES = 5;

  /// Asking takes the processor from what is measured: seldom, for the price of that much accuracy.
  private static final long EVERY = 10_000_000;

  private Burst() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("burst", Project.SITE).withSite().up()) {
      var served = new Figures();
      var written = new Figures();
      // the first one warms up, as with commands
      once(project, 0, new Figures(), new Figures());
      for (int time = 1; time <= TIMES; time++) {
        project.devloop("wait", "--synced");
        once(project, time, served, written);
      }
      Figures.row(
          FILES + " new files in " + FOLDERS + " folders: all served",
          Figures.millis(served.median()),
          "500 ms");
      Figures.row("  the writing of them took", Figures.millis(written.median()), "");
    }
  }

  private static void once(Project project, int time, Figures served, Figures written)
      throws Exception {
    var text = Figures.text(time);
    // others than those of an earlier run in the same folder
    var name = "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    long began = System.nanoTime();
    for (int i = 0; i < FILES; i++) {
      var folder = project.site().resolve("burst" + name + "/" + i % FOLDERS);
      if (i < FOLDERS) {
        Files.createDirectories(folder);
      }
      Files.writeString(folder.resolve(i + ".txt"), i + " " + text);
    }
    long end = System.nanoTime();
    written.add((end - began) / 1e6);
    var wanted =
        IntStream.range(0, FILES).mapToObj(i -> i + " " + text.strip()).collect(Collectors.toSet());
    var last = "/site/burst" + name + "/" + (FILES - 1) % FOLDERS + "/" + (FILES - 1) + ".txt";
    try (var one = project.served("site", last);
        var all = project.served("site", "/cgi-bin/all?" + name)) {
      one.await(end, EVERY, body -> body.endsWith(text));
      served.add(all.await(end, body -> body.lines().collect(Collectors.toSet()).equals(wanted)));
    }
  }
}
