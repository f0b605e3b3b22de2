package bench;

import java.nio.file.Files;

/// One service of thirty, and the same alone.
final class Services {

  private static final int SERVICES = 30;

  private Services() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("services", Project.SITE).withSite().up()) {
      var page = project.site().resolve("page.txt");
      var alone = Latency.of(project, "site", page);
      var config = new StringBuilder(Files.readString(project.folder().resolve("dev-config.yaml")));
      var one = Project.SITE.substring(Project.SITE.indexOf('\n') + 1);
      for (int i = 2; i <= SERVICES; i++) {
        config.append(
            one.replace("  site:", "  site" + i + ":")
                .replace("host: site", "host: site" + i)
                .replace("context: app", "context: app" + i));
        new Project(place, project.folder().resolve("more")).withSite();
        Files.move(project.folder().resolve("more/app"), project.folder().resolve("app" + i));
      }
      project.write("dev-config.yaml", config.toString());
      project.up();
      var among = Latency.of(project, "site", page);
      alone.rows("save to served, alone", "", "");
      among.rows("save to served, one of 30 services", "", "");
      Figures.row("  ratio of the medians", Figures.ratio(among.median(), alone.median()), "1.5 x");
      Figures.row(
          "daemon, memory with 30 services", Daemon.of(project).megabytes("VmRSS") + " MB", "");
    }
  }
}
