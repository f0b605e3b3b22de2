package dev.devloop.project;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How long pieces of work took the last time, on disk: what tells how long they will take. Safe
/// for any thread.
public final class Durations {

  private final Optional<Path> file;
  private final Map<String, String> millis = new LinkedHashMap<>();

  /// @param file need not exist
  public Durations(Path file) {
    this.file = Optional.of(file);
    try {
      millis.putAll(PropertyFile.read(file));
    } catch (UncheckedIOException _) {
      // only estimates are lost
    }
  }

  private Durations() {
    this.file = Optional.empty();
  }

  /// Remembers for as long as the process lives.
  public static Durations inMemory() {
    return new Durations();
  }

  /// The last time.
  public synchronized Optional<Duration> of(String work) {
    var text = millis.getOrDefault(work, "");
    return text.matches("\\d{1,12}")
        ? Optional.of(Duration.ofMillis(Long.parseLong(text)))
        : Optional.empty();
  }

  /// It was done again. An estimate is not worth a failure: when it cannot be written, it is not.
  public synchronized void note(String work, Duration took) {
    millis.put(work, Long.toString(took.toMillis()));
    try {
      file.ifPresent(f -> PropertyFile.write(f, millis));
    } catch (UncheckedIOException _) {
      // the next one may be
    }
  }
}
