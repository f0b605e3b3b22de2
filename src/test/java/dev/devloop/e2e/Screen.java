package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/// A command on a real terminal of a given size, and what a person sees there.
final class Screen implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Started command;
  private final Path tty;

  /// The sizes that it had, by what had been printed before.
  private final TreeMap<Integer, Size> sizes = new TreeMap<>();

  private Screen(Started command, Path tty, Size size) {
    this.command = command;
    this.tty = tty;
    sizes.put(0, size);
  }

  /// Needs nothing but `script` and `stty`, which belong to every Debian.
  static Screen start(Devloop cli, int columns, int rows, String... args) {
    var tty = cli.folder().resolve("tty-" + System.nanoTime());
    var line =
        "stty cols %d rows %d; tty > %s; exec %s %s"
            .formatted(columns, rows, tty, cli.script(), String.join(" ", args));
    var script = List.of("script", "-qefc", line, "/dev/null");
    return new Screen(Started.start(cli.folder(), cli.env(), script), tty, Size.of(columns, rows));
  }

  /// As it stands there now, without empty lines at the end.
  List<String> lines() {
    var printed = printed();
    var screen = new ScreenTerminal(sizes.get(0).getColumns(), sizes.get(0).getRows());
    for (var entry : sizes.entrySet()) {
      screen.setSize(entry.getValue());
      var next = sizes.higherKey(entry.getKey());
      screen.write(printed.substring(entry.getKey(), next == null ? printed.length() : next));
    }
    return screen.toString().stripTrailing().lines().map(String::stripTrailing).toList();
  }

  /// All that was written to it, with every sequence.
  String printed() {
    return command.output();
  }

  void type(String keys) {
    command.type(keys);
  }

  /// Waits until the screen is as the check wants it.
  Screen shows(org.awaitility.core.ThrowingRunnable check) {
    Project.within(SOON, check);
    return this;
  }

  Screen shows(String... texts) {
    return shows(() -> assertThat(String.join("\n", lines())).contains(texts));
  }

  /// As when somebody drags the corner of the window.
  void resize(int columns, int rows) throws Exception {
    var device = Files.readString(tty).strip();
    sizes.put(printed().length(), Size.of(columns, rows));
    var stty =
        List.of(
            "stty",
            "-F",
            device,
            "cols",
            Integer.toString(columns),
            "rows",
            Integer.toString(rows));
    Started.start(tty.getParent(), System.getenv(), stty).input("").end(SOON).mustEndWith(0);
  }

  Run end() {
    return command.end(SOON);
  }

  boolean running() {
    return command.running();
  }

  @Override
  public void close() {
    command.close();
  }

  /// @return lines that look like the row of a service
  List<String> rowsOf(String service) {
    var rows = new ArrayList<>(lines());
    rows.removeIf(
        line -> !line.matches("(  |▸ )" + service + " +(ready|starting|deploying|pending).*"));
    return rows;
  }
}
