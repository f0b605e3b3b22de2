package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Save to served, with the bare write of the same bytes beside it, by turns.
final class Latency {

  private Latency() {}

  /// Writes each line that it reads into a file in the container; built-in commands only.
  private static final String BARE =
      "while IFS= read -r line; do printf '%s\\n' \"$line\" > \"$1\"; done";

  static void run(Place place) throws Exception {
    try (var project = place.project("sync", Project.SITE).withSite().up()) {
      var ours = new Figures();
      var bare = new Figures();
      measure(project, ours, bare);
      ours.rows("save to served", "15 ms", "40 ms");
      bare.rows("bare write into a stream, to served", "", "");
      Figures.row("ratio of the medians", Figures.ratio(ours.median(), bare.median()), "");
    }
  }

  private static void measure(Project project, Figures ours, Figures bare) throws Exception {
    var file = "/proc/" + project.pids("site").getFirst() + "/root/www/site/bare.txt";
    var stream = project.place().shellInNode(BARE, file);
    try (var page = project.served("site", "/site/page.txt");
        var other = project.served("site", "/site/bare.txt")) {
      for (int i = -2; i < Figures.SAVES; i++) {
        var one = save(project.site().resolve("page.txt"), page, i);
        Figures.gap();
        var text = Figures.text(i);
        stream.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        stream.getOutputStream().flush();
        var two = other.await(System.nanoTime(), text::equals);
        if (i >= 0) {
          ours.add(one);
          bare.add(two);
        }
        Figures.gap();
      }
    } finally {
      stream.destroy();
    }
  }

  /// @return milliseconds until a new text of a file is served
  static double save(Path file, Served page, int number) throws IOException, InterruptedException {
    var text = Figures.text(number);
    Files.writeString(file, text);
    return page.await(System.nanoTime(), text::equals);
  }

  /// Of a service that serves its `page.txt`.
  static Figures of(Project project, String service, Path file) throws Exception {
    var figures = new Figures();
    try (var page = project.served(service, "/site/page.txt")) {
      for (int i = -2; i < Figures.SAVES; i++) {
        var millis = save(file, page, i);
        if (i >= 0) {
          figures.add(millis);
        }
        Figures.gap();
      }
    }
    return figures;
  }
}
