package dev.devloop.config;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    return new InitProposal(folder.toAbsolutePath().normalize()).make();
  }

  /// Proposes and writes `dev-config.yaml`.
  ///
  /// @throws DevloopException with `ExitCode.USAGE`: `config-exists`, and `config-unreadable` when
  ///   the folder cannot be written; an existing file is never overwritten
  public static Proposal write(Path folder) {
    var file = folder.toAbsolutePath().normalize().resolve(ConfigReader.FILE);
    if (Files.exists(file)) {
      throw failure(ConfigProblem.CONFIG_EXISTS, file, "there is a configuration already");
    }
    var proposal = propose(folder);
    try {
      Files.writeString(file, proposal.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      throw failure(ConfigProblem.CONFIG_EXISTS, file, "there is a configuration already");
    } catch (IOException e) {
      throw failure(
          ConfigProblem.CONFIG_UNREADABLE, file, "it cannot be written: " + e.getMessage());
    }
    return proposal;
  }

  private static DevloopException failure(ConfigProblem problem, Path file, String what) {
    var finding = new Finding(problem, Position.of(file), what, "");
    return new DevloopException(
        ExitCode.USAGE, finding.toProblem(file.resolveSibling(".").normalize(), List.of()));
  }
}
