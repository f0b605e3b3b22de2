package dev.devloop.kube;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a file that holds a part of a container's log: `2.log` is the newest of the run
/// after two restarts; `2.log.20260131-120000`, and the same with `.gz`, were it before.
///
/// @param rotated empty for the newest
record LogFileName(int run, String rotated, boolean packed) {

  private static final Pattern NAME = Pattern.compile("(\\d+)\\.log(?:\\.([0-9-]+)(\\.gz)?)?");

  /// The oldest first.
  static final Comparator<LogFileName> BY_AGE =
      Comparator.comparingInt(LogFileName::run)
          .thenComparing(LogFileName::isNewest)
          .thenComparing(LogFileName::rotated);

  /// Empty for a file that is just being made.
  static Optional<LogFileName> of(String name) {
    var found = NAME.matcher(name);
    return found.matches()
        ? Optional.of(
            new LogFileName(
                Integer.parseInt(found.group(1)),
                found.group(2) == null ? "" : found.group(2),
                found.group(3) != null))
        : Optional.empty();
  }

  boolean isNewest() {
    return rotated.isEmpty();
  }

  @Override
  public String toString() {
    return run + ".log" + (isNewest() ? "" : "." + rotated) + (packed ? ".gz" : "");
  }
}
