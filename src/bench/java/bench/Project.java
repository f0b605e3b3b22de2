package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A project that figures are taken of; closing it takes it down.
record Project(Place place, Path folder) implements AutoCloseable {

  /// A web server whose folder is synced, with a script that prints all files of a folder of it,
  /// whose number is asked for: thousands are fetched by one request.
  static final String SITE =
      """
      services:
        site:
          build: {context: app}
          port: 8080
          host: site
          ready: {http: /}
          sync: [{from: site, to: /www/site}]
      """;

  /// The same without a build: what a save of the time without a daemon costs is its sync alone,
  /// and not an image of the whole folder beside it.
  static final String PLAIN =
      """
      services:
        site:
          image: busybox:1
          command: [sh, -c, "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"]
          port: 8080
          host: site
          ready: {http: /site/page.txt}
          sync: [{from: app/site, to: /www/site}]
      """;

  private static final String DOCKERFILE =
      """
      FROM busybox:1
      RUN mkdir -p /www/cgi-bin && echo ready > /www/index.html
      COPY --chmod=755 all /www/cgi-bin/all
      COPY site /www/site
      CMD ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"]
      """;

  /// Writes the sources that `SITE` is about.
  Project withSite() throws IOException {
    write("app/Dockerfile", DOCKERFILE.replace("--chmod=755 ", ""));
    write(
        "app/all",
        "#!/bin/sh\n"
            + "printf 'Content-Type: text/plain\\r\\n\\r\\n'\n"
            + "cat /www/site/burst$QUERY_STRING/*/* >/tmp/all\n"
            // in large pieces: thousands of small ones are slow on their way through the proxies
            + "cat /tmp/all\n");
    folder.resolve("app/all").toFile().setExecutable(true, false);
    write("app/site/page.txt", "first\n");
    return this;
  }

  Path site() {
    return folder.resolve("app/site");
  }

  void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  Project up() throws IOException, InterruptedException {
    devloop("up", "--detach");
    return this;
  }

  String devloop(String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(place.root().resolve("bin/devloop").toString(), "-C", folder.toString()));
    command.addAll(List.of(arguments));
    return Place.output(new ProcessBuilder(command));
  }

  /// Waits until the newest line of a service begins with a text.
  void untilLogged(String service, String begin) throws IOException, InterruptedException {
    for (int tries = 0; tries < 600; tries++) {
      if (devloop("logs", service, "--tail", "1").startsWith(begin)) {
        return;
      }
      Thread.sleep(500);
    }
    throw new IOException("no line " + begin + " of " + service);
  }

  String status() throws IOException, InterruptedException {
    return devloop("status", "--json");
  }

  long daemon() throws IOException, InterruptedException {
    return Long.parseLong(first("\"daemon\"[^}]*?\"pid\"\\s*:\\s*(\\d+)", status()));
  }

  String url(String service) throws IOException, InterruptedException {
    return first("\"name\"\\s*:\\s*\"" + service + "\".*?\"url\"\\s*:\\s*\"([^\"]+)\"", status());
  }

  Served served(String service, String path) throws IOException, InterruptedException {
    return new Served(url(service) + path);
  }

  /// First processes of the running containers of a service, as the node counts.
  List<String> pids(String service) throws IOException, InterruptedException {
    var ids =
        kubectl(
            "get",
            "pods",
            "-l",
            "app.kubernetes.io/name=" + service,
            "--field-selector=status.phase=Running",
            "-o",
            "jsonpath={range .items[*]}{.status.containerStatuses[0].containerID}{\"\\n\"}{end}");
    var pids = new ArrayList<String>();
    for (var id : ids.lines().filter(line -> line.contains("//")).toList()) {
      var name = id.substring(id.indexOf("//") + 2);
      pids.add(
          place
              .inNode(
                  "cat",
                  "/run/containerd/io.containerd.runtime.v2.task/k8s.io/" + name + "/init.pid")
              .strip());
    }
    return pids;
  }

  private String kubectl(String... arguments) throws IOException, InterruptedException {
    var name =
        first("(?m)^project: ([^\\n]*)", Files.readString(folder.resolve("dev-config.yaml")));
    var all =
        new ArrayList<>(
            List.of("kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "-n", name));
    all.addAll(List.of(arguments));
    return place.inNode(all.toArray(String[]::new));
  }

  static String first(String pattern, String text) {
    var match = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    if (!match.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return match.group(1);
  }

  @Override
  public void close() throws IOException {
    try {
      devloop("down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
