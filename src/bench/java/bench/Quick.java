package bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How soon the sample's four services answer through the ingress: from paused, from stopped and
/// from nothing; and that a paused cluster takes no CPU. The clock starts with the command.
final class Quick {

  /// A host and a path, and what its answer must have in it; the store answers by way of the
  /// backend.
  private record Question(String host, String path, String answer) {}

  private static final List<Question> ALL =
      List.of(
          new Question("dev.localhost", "/", "<title>"),
          new Question("backend.dev.localhost", "/health", "\"valkey\":\"up\""),
          new Question("signaling.dev.localhost", "/health", "ok"));

  /// Nanoseconds between two questions: the machine has other things to do meanwhile.
  private static final long EVERY = 10_000_000;

  private static final int PAUSES = 10;
  private static final int STOPS = 3;

  private Quick() {}

  static void run(Place place) throws Exception {
    var folder = place.work().resolve("quick");
    Sample.copy(place.root(), folder);
    var project = place.settle(folder);
    var local = folder.resolve("dev-config.local.yaml");
    Files.writeString(local, "project: bench-quick\n" + Files.readString(local));
    try {
      project.up();
      var port = URI.create(project.url("landing")).getPort();
      paused(project, port);
      asleep(project);
      stopped(project, port);
      nothing(project, port);
    } finally {
      project.devloop("down", "--delete");
    }
  }

  private static void paused(Project project, int port) throws Exception {
    var answers = new Figures();
    var ups = new Figures();
    var pauses = new Figures();
    for (int i = -1; i < PAUSES; i++) {
      long begun = System.nanoTime();
      project.devloop("pause");
      var took = (System.nanoTime() - begun) / 1e6;
      Thread.sleep(3_000);
      var figure = up(project, port);
      if (i >= 0) {
        pauses.add(took);
        answers.add(figure.answers());
        ups.add(figure.ends());
      }
    }
    pauses.rows("pause", "", "");
    answers.rows("from paused: all answer", "1500 ms", "");
    ups.rows("  up has ended", "", "");
  }

  private static void stopped(Project project, int port) throws Exception {
    var answers = new Figures();
    var ups = new Figures();
    for (int i = 0; i < STOPS; i++) {
      project.devloop("down");
      var figure = up(project, port);
      answers.add(figure.answers());
      ups.add(figure.ends());
    }
    answers.rows("from stopped: all answer", "15000 ms", "");
    ups.rows("  up has ended", "", "");
  }

  private static void nothing(Project project, int port) throws Exception {
    project.devloop("down", "--delete");
    var figure = up(project, port);
    Figures.row("from nothing, with caches: all answer", Figures.ms(figure.answers()), "40000 ms");
    Figures.row("  up has ended", Figures.ms(figure.ends()), "");
  }

  /// CPU time of the containers in a minute, and of the daemon.
  private static void asleep(Project project) throws Exception {
    project.devloop("pause");
    var pid = project.daemon();
    long containers = containers(project);
    long daemon = ticks(pid);
    Thread.sleep(60_000);
    Figures.row(
        "paused: CPU of node and proxy in 60 s",
        (containers(project) - containers) / 1_000_000 + " ms",
        "0 ms");
    Figures.row("  of the daemon", (ticks(pid) - daemon) * 10 + " ms", "");
    project.up();
  }

  private static long containers(Project project) throws Exception {
    long sum = 0;
    var cluster = project.place().cluster();
    for (var name : List.of(project.place().node(), "devloop-proxy-" + cluster)) {
      var id =
          Place.output(new ProcessBuilder("docker", "inspect", "--format", "{{.Id}}", name))
              .strip();
      sum += nanos(id);
    }
    return sum;
  }

  /// Version 1 of the kernel's control groups, else version 2.
  private static long nanos(String id) throws IOException {
    var one = Path.of("/sys/fs/cgroup/cpuacct/docker", id, "cpuacct.usage");
    if (Files.exists(one)) {
      return Long.parseLong(Files.readString(one).strip());
    }
    for (var two :
        List.of(
            "/sys/fs/cgroup/docker/" + id, "/sys/fs/cgroup/system.slice/docker-" + id + ".scope")) {
      if (Files.exists(Path.of(two, "cpu.stat"))) {
        var text = Files.readString(Path.of(two, "cpu.stat"));
        return 1_000 * Long.parseLong(Project.first("usage_usec (\\d+)", text));
      }
    }
    throw new IOException("no control group of container " + id);
  }

  private static long ticks(long pid) throws IOException {
    var fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst(".*\\) ", "");
    var all = fields.split(" ", -1);
    return Long.parseLong(all[11]) + Long.parseLong(all[12]);
  }

  /// @param answers milliseconds until the last of them has answered
  /// @param ends until the command has ended
  private record Up(double answers, double ends) {}

  private static Up up(Project project, int port) throws Exception {
    long begun = System.nanoTime();
    var ended = new ArrayList<Double>();
    var failed = new ArrayList<Exception>();
    var command =
        Thread.ofVirtual()
            .start(() -> {
              try {
                project.devloop("up", "--detach");
                ended.add((System.nanoTime() - begun) / 1e6);
              } catch (IOException | InterruptedException e) {
                failed.add(e);
              }
            });
    for (var question : ALL) {
      try (var served = new Served("http://" + question.host() + ":" + port + question.path())) {
        served.await(begun, EVERY, body -> body.contains(question.answer()));
      }
    }
    var answers = (System.nanoTime() - begun) / 1e6;
    command.join();
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
    return new Up(answers, ended.getFirst());
  }
}
