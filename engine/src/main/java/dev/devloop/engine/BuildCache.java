package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the builder of an engine keeps from earlier builds, by the docker CLI, because docker-java
/// cannot limit what it prunes.
public final class BuildCache {

  /// The engine looks at all that it has: 2 s with 400 entries.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String UNITS = " kMGT";

  private final EngineAddress address;

  private BuildCache(EngineAddress address) {
    this.address = address;
  }

  /// That of an engine which devloop started itself: every other one's is also somebody else's.
  public static Optional<BuildCache> of(Engine engine) {
    return engine.address().origin().equals(EngineAddresses.OWN)
        ? Optional.of(new BuildCache(engine.address()))
        : Optional.empty();
  }

  /// How much it takes, to three digits; 0 when nobody can tell.
  public long bytes() {
    return run("system", "df", "--format", "{{.Type}}|{{.Size}}").stream()
        .filter(line -> line.startsWith("Build Cache|"))
        .mapToLong(line -> parse(line.substring(line.indexOf('|') + 1)))
        .sum();
  }

  /// Drops what was used longest ago until no more than this is left.
  public void trim(long bytes) {
    run("builder", "prune", "--force", "--all", "--keep-storage", Long.toString(bytes));
  }

  private List<String> run(String... words) {
    var argv = new ArrayList<>(List.of("docker"));
    argv.addAll(List.of(words));
    try {
      return Command.of(argv).env(address.environment()).run(PATIENCE).output();
    } catch (DevloopException _) {
      return List.of(); // no docker CLI
    }
  }

  /// @param text such as `1.129GB`
  static long parse(String text) {
    var end = 0;
    while (end < text.length() && "0123456789.".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    var power = end < text.length() ? Math.max(0, UNITS.indexOf(text.charAt(end))) : 0;
    return end == 0
        ? 0
        : (long) (Double.parseDouble(text.substring(0, end)) * Math.pow(1000, power));
  }
}
