package dev.devloop.config;

import dev.devloop.core.DevloopException;
import java.nio.file.Path;
import java.util.List;

/// A first dev-config.yaml from what a project has: Dockerfiles, compose file, Caddyfile,
/// process-compose file.
public final class Init {

  private Init() {}

  /// A file to begin with.
  ///
  /// @param text a commented dev-config.yaml that [ConfigReader] accepts in that folder
  /// @param notes what was found and could not be translated, one sentence each
  public record Proposal(String text, List<String> notes) {
    public Proposal {
      notes = List.copyOf(notes);
    }
  }

  /// What [#write] would write. Reads only.
  public static Proposal propose(Path folder) {
    return Pending.of(Proposal.class);
  }

  /// Proposes and writes `dev-config.yaml`.
  ///
  /// @throws DevloopException with `ExitCode.USAGE`: `config-exists`; such a file is never
  ///   overwritten
  public static Proposal write(Path folder) {
    return Pending.of(Proposal.class);
  }
}
