package dev.devloop.project;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a running daemon is found and spoken to.
///
/// @param started when its process began, in epoch milliseconds: tells it from another process that
///   got the same id; 0 when the system does not say
/// @param port of 127.0.0.1
/// @param token what it wants to be shown
/// @param version see [Version]
public record DaemonFile(long pid, long started, int port, String token, String version) {

  /// Linux counts from the time of boot, which it rounds to a second anew for each reader.
  private static final long CLOCK_SLACK_MILLIS = 3_000;

  /// The file of the running daemon; empty when there is none, or its process is gone.
  public static Optional<DaemonFile> alive(Path file) {
    var values = PropertyFile.read(file);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      var daemon =
          new DaemonFile(
              Long.parseLong(values.getOrDefault("pid", "")),
              Long.parseLong(values.getOrDefault("started", "")),
              Integer.parseInt(values.getOrDefault("port", "")),
              values.getOrDefault("token", ""),
              values.getOrDefault("version", ""));
      return daemon.process().isPresent() ? Optional.of(daemon) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty(); // not ours, or of a version that wrote something else
    }
  }

  /// Its process, while it lives.
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> !isZombie(p.pid()))
        .filter(p -> started == 0 || Math.abs(startOf(p) - started) < CLOCK_SLACK_MILLIS);
  }

  /// It ended, and its parent has not taken note; in a container that may never happen. For Java it
  /// lives.
  private static boolean isZombie(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException _) {
      return false; // gone, or not Linux
    }
  }

  /// When a process began; 0 when the system does not say.
  public static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  public void write(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("pid", Long.toString(pid));
    values.put("started", Long.toString(started));
    values.put("port", Integer.toString(port));
    values.put("token", token);
    values.put("version", version);
    PropertyFile.write(file, values);
  }

  /// Removes the file unless a younger daemon has written its own.
  public void remove(Path file) {
    if (PropertyFile.read(file).getOrDefault("token", "").equals(token)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
