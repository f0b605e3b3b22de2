package bench;

import java.nio.file.Files;

/// Many small services with images of their own, in a cluster that is there.
final class Many {

  private static final int ALL = 30;
  private static final int SOME = 10;
  private static final int TIMES = 5;

  /// Nanoseconds between two questions: a build and a new pod need the processors that they take.
  private static final long EVERY = 10_000_000;

  private static final String SERVICE =
      """
        NAME:
          build: {context: NAME}
          port: 8080
          host: NAME
          ready: {http: /}
      """;

  private static final String DOCKERFILE =
      """
      FROM busybox:1
      RUN mkdir /www && echo 'TEXT' > /www/index.html
      CMD ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"]
      """;

  private Many() {}

  static void run(Place place) throws Exception {
    try (var project = project(place, "many", ALL)) {
      Figures.row(ALL + " services from nothing", Figures.ms(up(project)), "15000 ms");
      project.devloop("down", "--delete");
    }
    try (var project = project(place, "some", SOME)) {
      Figures.row(SOME + " services from nothing", Figures.ms(up(project)), "");
      var after = new Figures();
      var second = new Figures();
      for (int i = 0; i < TIMES; i++) {
        project.devloop("down");
        after.add(up(project));
        second.add(up(project));
      }
      after.rows(SOME + " services after down", "4000 ms", "");
      second.rows("second up of " + SOME + " services", "1500 ms", "");
      changed(project);
      project.devloop("down", "--delete");
    }
  }

  private static void changed(Project project) throws Exception {
    var figures = new Figures();
    try (var served = project.served("s1", "/")) {
      for (int i = -1; i < TIMES * 2; i++) {
        var text = "changed " + System.nanoTime();
        Files.writeString(
            project.folder().resolve("s1/Dockerfile"), DOCKERFILE.replace("TEXT", text));
        var took = served.await(System.nanoTime(), EVERY, body -> body.contains(text));
        if (i >= 0) {
          figures.add(took);
        }
        Thread.sleep(2_000);
      }
    }
    figures.rows("line of a Dockerfile changed, to served", "1400 ms", "");
  }

  private static Project project(Place place, String name, int services) throws Exception {
    var config = new StringBuilder("services:\n");
    for (int i = 1; i <= services; i++) {
      config.append(SERVICE.replace("NAME", "s" + i));
    }
    var project = place.project(name, config.toString());
    for (int i = 1; i <= services; i++) {
      // nobody has built this before
      var text = "service " + i + " " + System.nanoTime();
      project.write("s" + i + "/Dockerfile", DOCKERFILE.replace("TEXT", text));
    }
    return project;
  }

  private static double up(Project project) throws Exception {
    long begun = System.nanoTime();
    project.up();
    return (System.nanoTime() - begun) / 1e6;
  }
}
