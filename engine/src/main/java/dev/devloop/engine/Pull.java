package dev.devloop.engine;

import dev.devloop.core.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How a pull ended.
///
/// @param evidence the command and what it said
record Pull(Outcome outcome, List<String> evidence) {

  enum Outcome {
    DONE,
    /// The registry answered that there is none, or none for this user.
    NOT_FOUND,
    UNREACHABLE
  }

  /// A few gigabytes over a slow line.
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /// By the docker CLI: it knows the user's credential helpers.
  static Pull of(EngineAddress engine, String reference, Progress progress) {
    var command = Command.of("docker", "pull", reference).env(engine.environment());
    var result = command.run(progress::line, LONGEST);
    return new Pull(
        result.ok() ? Outcome.DONE : outcome(String.join("\n", result.output())),
        result.evidence(5));
  }

  /// Engines tell only in words. What is not known to be the registry's answer counts as
  /// unreachable, so that a recipe may stand in.
  static Outcome outcome(String output) {
    var said = output.toLowerCase(Locale.ROOT);
    return Stream.of(
                "manifest unknown",
                "name unknown",
                "pull access denied",
                "repository does not exist",
                "requested access to the resource is denied",
                "unauthorized",
                ": not found",
                "no matching manifest")
            .anyMatch(said::contains)
        ? Outcome.NOT_FOUND
        : Outcome.UNREACHABLE;
  }
}
