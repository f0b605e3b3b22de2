package bench;

import java.io.IOException;
import java.nio.file.Files;

/// Daemon and node are suspended for a minute, as by a closed lid; what was saved meanwhile comes.
final class Suspended {

  private static final long MINUTE = 60_000;

  private Suspended() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("suspended", Project.SITE).withSite().up();
        var page = project.served("site", "/site/page.txt")) {
      var daemon = Daemon.of(project);
      daemon.signal("STOP");
      var text = saveMeanwhile(project, 1);
      daemon.signal("CONT");
      var millis = page.await(System.nanoTime(), text::equals);
      Figures.row("daemon suspended for 1 min: saves served after", Figures.millis(millis), "");

      Place.output(new ProcessBuilder("docker", "pause", place.node()));
      text = saveMeanwhile(project, 2);
      Place.output(new ProcessBuilder("docker", "unpause", place.node()));
      millis = page.await(System.nanoTime(), text::equals);
      Figures.row("node suspended for 1 min: saves served after", Figures.millis(millis), "");
      // ends with an error when something differs
      project.devloop("verify");
    }
  }

  private static String saveMeanwhile(Project project, int number)
      throws IOException, InterruptedException {
    Thread.sleep(MINUTE / 2);
    var text = Figures.text(number);
    Files.writeString(project.site().resolve("page.txt"), text);
    Thread.sleep(MINUTE / 2);
    return text;
  }
}
