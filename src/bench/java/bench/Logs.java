package bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Whether every line that a pod prints is there, and what the daemon needs for it.
final class Logs {

  private static final int BURST = 100_000;
  private static final int RATE = 10_000;
  private static final int SECONDS = 60;

  private static final String QUIET =
      """
      services:
        quiet:
          image: busybox:1
          command: [sleep, "1000000"]
      """;

  /// All at once, and by the clock: ten times a second, and each second in its second.
  private static final String LOUD =
      """
        burst:
          image: busybox:1
          job: true
          command: [awk, 'BEGIN { while (++n <= 100000) printf "%08d %091d\\n", n, 0 }']
        rate:
          image: busybox:1
          job: true
          command:
            - awk
            - |
              BEGIN {
                begun = systime()
                for (second = 1; second <= 60; second++) {
                  for (part = 0; part < 10; part++) {
                    for (k = 0; k < 1000; k++) printf "%08d %091d\\n", ++n, 0
                    fflush()
                    system("usleep 70000")
                  }
                  while (systime() < begun + second) system("usleep 5000")
                }
              }
      """;

  private Logs() {}

  static void run(Place place) throws Exception {
    try (var project = place.project("logs", QUIET)) {
      project.up();
      var daemon = Daemon.of(project);
      Figures.say("Printing 700,000 log lines");
      project.write("dev-config.yaml", "version: 1\nproject: bench-logs\n" + QUIET + LOUD);
      long most;
      try (var watch = new Watch(daemon)) {
        project.up();
        project.untilLogged("burst", "%08d".formatted(BURST));
        project.untilLogged("rate", "%08d".formatted(RATE * SECONDS));
        most = watch.most();
      }
      missing(project, "burst", BURST, "of 100,000 lines at once");
      missing(project, "rate", RATE * SECONDS, "of 10,000 lines a second for 60 s");
      Figures.row("  files, by the rotation of the kubelet", "" + files(place), "");
      Figures.row("daemon, most memory meanwhile", most + " MB", "200 MB");
    }
  }

  private static void missing(Project project, String service, int count, String figure)
      throws IOException, InterruptedException {
    var got = project.devloop("logs", service).lines().map(line -> line.substring(0, 8)).toList();
    long there = got.stream().distinct().count();
    var wanted = IntStream.rangeClosed(1, count).mapToObj("%08d"::formatted).toList();
    Figures.row("lines missing " + figure, "" + (count - there), "0");
    Figures.row(
        "  doubled or out of order", got.equals(wanted) || there < count ? "0" : "some", "0");
  }

  private static long files(Place place) throws IOException, InterruptedException {
    return place
        .inNode("sh", "-c", "ls /var/log/pods/bench-logs_rate-*/rate/")
        .lines()
        .filter(name -> name.startsWith("0.log"))
        .count();
  }

  /// Looks at the daemon's memory all the time.
  private static final class Watch implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;
    private volatile long most;

    Watch(Daemon daemon) {
      thread = Thread.startVirtualThread(() -> watch(daemon));
    }

    private void watch(Daemon daemon) {
      try {
        while (!over.get()) {
          most = Math.max(most, daemon.megabytes("VmRSS"));
          Thread.sleep(100);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("the daemon has ended", e);
      }
    }

    long most() {
      return most;
    }

    @Override
    public void close() throws InterruptedException {
      over.set(true);
      thread.join();
    }
  }
}
