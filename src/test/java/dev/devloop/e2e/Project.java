package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/// A copy of a fixture in a folder and under a name of its own, so that a test may do with it what
/// it likes.
final class Project {

  static final String CONFIG = "dev-config.yaml";

  private final Sandbox sandbox;
  private final Path folder;
  private final String name;
  private final String cluster;

  private Project(Sandbox sandbox, Path folder, String name, String cluster) {
    this.sandbox = sandbox;
    this.folder = folder;
    this.name = name;
    this.cluster = cluster;
  }

  /// Copies `src/test/resources/projects/FIXTURE`. Its `project` gets a number, its cluster is the
  /// one named here.
  static Project copy(Sandbox sandbox, String fixture, String cluster) {
    var from = Sandbox.checkout().resolve("src/test/resources/projects").resolve(fixture);
    var to = sandbox.folder(fixture);
    Folders.copy(from, to);
    if (Files.notExists(to.resolve(CONFIG))) {
      return new Project(sandbox, to, fixture, cluster);
    }
    return settle(sandbox, to, fixture + "-" + sandbox.nextNumber(), cluster);
  }

  /// Gives a folder that has a dev-config.yaml its name and its cluster.
  static Project settle(Sandbox sandbox, Path folder, String name, String cluster) {
    var project = new Project(sandbox, folder, name, cluster);
    var lines = new ArrayList<String>();
    for (var line : project.read(CONFIG).lines().toList()) {
      if (line.startsWith("project:")) {
        lines.add("project: " + name);
        lines.add("cluster: {name: " + cluster + ", ports: " + Sandbox.PORTS + "}");
      } else if (!line.startsWith("cluster:")) {
        lines.add(line);
      }
    }
    project.write(CONFIG, String.join("\n", lines) + "\n");
    return project;
  }

  String name() {
    return name;
  }

  String cluster() {
    return cluster;
  }

  Path folder() {
    return folder;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Devloop cli() {
    return sandbox.devloop(folder);
  }

  /// Runs a command in the project folder.
  Run devloop(String... args) {
    return cli().run(args);
  }

  /// Whether a command line is about this project.
  boolean isMeantBy(String commandLine) {
    return commandLine.contains(folder + "/");
  }

  /// `up --detach` that has to work.
  Run up() {
    return devloop("up", "--detach").mustEndWith(0);
  }

  Status status() {
    return Status.parse(devloop("status", "--json").mustEndWith(0).out());
  }

  Kubectl kubectl() {
    return sandbox.kubectl(cluster, name);
  }

  /// The body at a path of a service's URL. The ingress hears of a first pod a moment after the API
  /// does, and answers with 503 until then; every other answer is taken as it is.
  String body(String service, String path) {
    var url = status().url(service) + path;
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Http.get(url), answer -> answer.statusCode() != 503)
        .body();
  }

  /// Waits until a service that has just been rolled shows a text: for a moment its old pods still
  /// answer. There is an answer all the time.
  void mustShow(String service, String path, String text) {
    var url = status().url(service) + path;
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          var answer = Http.get(url);
          assertThat(answer.statusCode()).as(url).isEqualTo(200);
          return answer.body().contains(text);
        });
  }

  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file, String text) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void append(String file, String text) {
    write(file, read(file) + text);
  }

  /// Replaces a text that has to be there.
  void edit(String file, String from, String to) {
    assertThat(read(file)).as(file).contains(from);
    write(file, read(file).replace(from, to));
  }

  void delete(String file) {
    try {
      Files.delete(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void within(Duration deadline, ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(deadline)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(assertion);
  }

  static void until(Duration deadline, Callable<Boolean> condition) {
    Awaitility.await().atMost(deadline).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  /// Kills the daemon without a chance to clean up.
  void killDaemon() {
    var pid = status().daemonPid();
    assertThat(pid).as("pid of the daemon").isPositive();
    kill(pid);
  }

  /// Runs a command whose daemon, or the one that it starts, is killed at a certain moment of it.
  void killDaemonIn(Callable<Boolean> moment, String... command) {
    long before = status().daemonPid();
    try (var running = cli().start(command)) {
      until(Duration.ofSeconds(60), moment);
      long now = status().daemonPid();
      kill(now > 0 ? now : before);
      running.end(Duration.ofSeconds(60));
    }
  }

  static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.destroyForcibly();
          until(Duration.ofSeconds(10), () -> !process.isAlive());
        });
  }

  List<String> pods() {
    return kubectl().names("pods").stream().sorted().toList();
  }
}
