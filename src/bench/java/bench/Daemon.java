package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the daemon costs, from /proc.
record Daemon(long pid) {

  static Daemon of(Project project) throws IOException, InterruptedException {
    return new Daemon(project.daemon());
  }

  /// @param field such as VmRSS and VmHWM
  long megabytes(String field) throws IOException {
    var status = Files.readString(Path.of("/proc/" + pid + "/status"));
    return Long.parseLong(Project.first("(?m)^" + field + ":\\s+(\\d+) kB", status)) / 1024;
  }

  /// Seconds of CPU so far.
  double cpu() throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // user and system time, counted behind the name, which may have blanks; 100 ticks a second
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  /// @return percent of one core over a minute
  String idle() throws IOException, InterruptedException {
    double before = cpu();
    Thread.sleep(60_000);
    return String.format(Locale.ROOT, "%.2f %%", (cpu() - before) / 60 * 100);
  }

  void signal(String name) throws IOException, InterruptedException {
    Place.output(new ProcessBuilder("kill", "-" + name, Long.toString(pid)));
  }

  /// Ends it without a word, and waits for its end.
  void kill() {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }
}
