package dev.devloop.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Processes named by a pidfile. After a reboot or `kill -9` the number in it may be anybody's:
/// only one whose command line names our file counts.
final class OwnProcess {

  private OwnProcess() {}

  /// @param pidfile holds a number
  /// @param mark path that is in its command line
  /// @param commandLines gives the command line of a process, empty when there is none
  static Optional<Long> find(
      Path pidfile, Path mark, java.util.function.LongFunction<String> commandLines) {
    try {
      var pid = Long.parseLong(Files.readString(pidfile).strip());
      return commandLines.apply(pid).contains(mark.toString())
          ? Optional.of(pid)
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  static Optional<Long> find(Path pidfile, Path mark) {
    return find(pidfile, mark, OwnProcess::commandLine);
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
    } catch (IOException | UncheckedIOException _) {
      return "";
    }
  }

  /// Removes a pidfile that names no process of ours: dockerd refuses to start when the number is
  /// alive.
  static void forget(Path pidfile, Path mark) {
    if (find(pidfile, mark).isEmpty()) {
      try {
        Files.deleteIfExists(pidfile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
