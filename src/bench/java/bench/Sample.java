package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The sample project, and the same servers of the same images as plain processes of the host, by
/// turns.
final class Sample {

  private static final String HEADLINE = "/** The headline. */\nexport const headline = 'TEXT';\n";
  private static final String ABOUT = "/** Served at /about. */\nexport const about = 'TEXT';\n";
  private static final int LANDING = 18173;
  private static final int BACKEND = 18300;

  private Sample() {}

  static void run(Place place) throws Exception {
    var folder = place.work().resolve("sample");
    copy(place.root(), folder);
    try (var project = place.settle(folder)) {
      var local = folder.resolve("dev-config.local.yaml");
      Files.writeString(local, "project: bench-sample\n" + Files.readString(local));
      project.up();
      landing(project);
      backend(project);
    }
  }

  static void copy(Path root, Path to) throws IOException {
    try (Stream<Path> all =
        Stream.concat(
            Files.walk(root.resolve("sample")), Stream.of(root.resolve("dev-config.yaml")))) {
      for (var path : all.filter(Sample::isSource).toList()) {
        var target = to.resolve(root.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(path)) {
          Files.copy(
              path,
              target,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static boolean isSource(Path path) {
    for (var part : path) {
      if (Set.of("node_modules", "dist").contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static void landing(Project project) throws Exception {
    var plain = plain(project, "landing");
    var server =
        start(
            plain, Map.of("DOMAIN", "localhost"), "node_modules/.bin/vite", "--port", "" + LANDING);
    var profiles = project.place().work();
    try (var there = Browser.open(profiles.resolve("chromium-1"), project.url("landing"));
        var here =
            Browser.open(profiles.resolve("chromium-2"), "http://localhost:" + LANDING + "/")) {
      var cluster = new Figures();
      var host = new Figures();
      for (int i = -3; i < Figures.SAVES; i++) {
        var one = headline(there, project.folder().resolve("sample/landing/src/headline.ts"));
        Figures.gap();
        var two = headline(here, plain.resolve("src/headline.ts"));
        Figures.gap();
        if (i >= 0) {
          cluster.add(one);
          host.add(two);
        }
      }
      rows("landing, save to DOM", cluster, host);
    } finally {
      end(server);
    }
  }

  private static double headline(Browser browser, Path file) throws Exception {
    var text = "headline " + System.nanoTime();
    var seen = browser.whenTextIs("headline", text);
    Files.writeString(file, HEADLINE.replace("TEXT", text));
    long saved = System.nanoTime();
    return (seen.join() - saved) / 1e6;
  }

  private static void backend(Project project) throws Exception {
    var plain = plain(project, "backend");
    var server =
        start(
            plain,
            Map.of("PORT", "" + BACKEND, "NODE_ENV", "development"),
            "node_modules/.bin/tsx",
            "watch",
            "--clear-screen=false",
            "src/main.ts");
    try (var there = project.served("backend", "/about");
        var here = new Served("http://localhost:" + BACKEND + "/about")) {
      var cluster = new Figures();
      var host = new Figures();
      for (int i = -2; i < Figures.SAVES; i++) {
        var one = about(there, project.folder().resolve("sample/backend/src/about.ts"));
        Figures.gap();
        var two = about(here, plain.resolve("src/about.ts"));
        Figures.gap();
        if (i >= 0) {
          cluster.add(one);
          host.add(two);
        }
      }
      rows("backend, save to new answer", cluster, host);
    } finally {
      end(server);
    }
  }

  private static double about(Served about, Path file) throws Exception {
    var text = "about " + System.nanoTime();
    Files.writeString(file, ABOUT.replace("TEXT", text));
    return about.await(System.nanoTime(), body -> body.contains(text));
  }

  private static void rows(String figure, Figures cluster, Figures host) {
    cluster.rows(figure + ", in the cluster", "", "");
    host.rows(figure + ", plain process", "", "");
    Figures.row("  ratio of the medians", Figures.ratio(cluster.median(), host.median()), "1.2 x");
  }

  /// What the image of a service holds: sources, dependencies and the very same Node.
  private static Path plain(Project project, String service) throws Exception {
    var image =
        Project.first(
            "\"name\"\\s*:\\s*\"" + service + "\".*?\"image\"\\s*:\\s*\"([^\"]+)\"",
            project.status());
    var to = Files.createDirectories(project.place().work().resolve("plain-" + service));
    var container = Place.output(new ProcessBuilder("docker", "create", image)).strip();
    Place.output(new ProcessBuilder("docker", "cp", container + ":/app", to.toString()));
    Place.output(
        new ProcessBuilder(
            "docker",
            "cp",
            "-L",
            container + ":/usr/local/bin/node",
            to.resolve("node").toString()));
    Place.output(new ProcessBuilder("docker", "rm", container));
    return to.resolve("app");
  }

  private static Process start(
      Path folder, Map<String, String> env, String program, String... arguments)
      throws IOException {
    var node = folder.getParent().resolve("node");
    var command = new ArrayList<>(List.of(node.toString(), program));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("log").toFile());
    builder.environment().putAll(env);
    builder
        .environment()
        .merge("PATH", node.getParent().toString(), (path, mine) -> mine + ":" + path);
    return builder.start();
  }

  private static void end(Process server) {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
  }
}
