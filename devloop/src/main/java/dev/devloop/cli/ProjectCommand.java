package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/// A command that works on one project.
abstract class ProjectCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @ParentCommand
  private Main main;

  final Main.Options options() {
    return main.options();
  }

  /// `-f` behind the command's name.
  abstract Optional<Path> ownFile();

  static Home home() {
    return Home.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /// The configuration file that is meant: `-f`, in `-C`; else the one of this folder or the
  /// nearest one above.
  final Path configFile() {
    var folder = options().folder().orElse(Path.of("")).toAbsolutePath().normalize();
    var file = ownFile().or(() -> options().file());
    if (file.isPresent()) {
      return folder.resolve(file.get()).normalize();
    }
    if (options().folder().isPresent()) {
      return folder.resolve(ConfigReader.FILE);
    }
    for (var here = Optional.of(folder); here.isPresent(); ) {
      var candidate = here.get().resolve(ConfigReader.FILE);
      if (Files.exists(candidate)) {
        return candidate;
      }
      here = Optional.ofNullable(here.get().getParent());
    }
    return folder.resolve(ConfigReader.FILE);
  }

  final ProjectFiles files() {
    return ProjectFiles.of(home(), configFile());
  }

  /// The running daemon of the project.
  final Optional<Client> daemon() {
    return DaemonFile.alive(files().daemonFile()).map(Client::new);
  }

  /// @throws DevloopException when the project has no daemon
  final Client needDaemon() {
    return daemon()
        .orElseThrow(() ->
            new DevloopException(
                ExitCode.USAGE,
                Problem.of(
                    "not-up",
                    "The project of " + configFile() + " is not up.",
                    "It was never started, or taken down.",
                    "devloop up")));
  }
}
