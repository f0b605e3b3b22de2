package bench;

import java.io.RandomAccessFile;
import java.util.Locale;

/// A file of 1 GB.
final class Large {

  private static final long SIZE = 1L << 30;

  private Large() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("large", Project.SITE).withSite().up()) {
      var daemon = Daemon.of(project);
      long before = daemon.megabytes("VmHWM");
      long began = System.nanoTime();
      try (var file = new RandomAccessFile(project.site().resolve("large.bin").toFile(), "rw")) {
        // a little everywhere: not all of it is holes
        for (long at = 0; at < SIZE; at += 1 << 20) {
          file.seek(at);
          file.writeLong(at * 31);
        }
        file.setLength(SIZE);
      }
      long saved = System.nanoTime();
      project.devloop("wait", "--synced", "--timeout", "5m");
      double seconds = (System.nanoTime() - saved) / 1e9;
      Figures.row("1 GB in the container", String.format(Locale.ROOT, "%.1f s", seconds), "");
      Figures.row("  the writing of it took", Figures.millis((saved - began) / 1e6), "");
      Figures.row(
          "  daemon, most memory: before, after",
          before + ", " + daemon.megabytes("VmHWM") + " MB",
          "");
      check(project);
      project.site().resolve("large.bin").toFile().delete();
      project.devloop("wait", "--synced");
    }
  }

  private static void check(Project project) throws Exception {
    var there =
        project
            .place()
            .inNode(
                "sha256sum",
                "/proc/" + project.pids("site").getFirst() + "/root/www/site/large.bin");
    var here =
        Place.output(
            new ProcessBuilder("sha256sum", project.site().resolve("large.bin").toString()));
    Figures.row(
        "  equal on both sides",
        there.substring(0, 64).equals(here.substring(0, 64)) ? "yes" : "NO",
        "yes");
  }
}
