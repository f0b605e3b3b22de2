package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.Install;
import dev.devloop.project.ProjectFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A command that works on one project.
abstract class ProjectCommand extends Command {

  ProjectCommand(String name, String... description) {
    super(name, description);
  }

  final Main.Options options() {
    return ((Main) spec().root().userObject()).options();
  }

  /// A parameter: the service that is meant.
  final Value<String> serviceOrAll() {
    return value(
        String.class,
        PositionalParamSpec.builder()
            .arity("0..1")
            .paramLabel("SERVICE")
            .description("All when none is named."));
  }

  /// `-f` behind the command's name.
  abstract Optional<Path> ownFile();

  static Home home() {
    return Home.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /// The configuration file that is meant: `-f`, in `-C`; else the one of this folder or the
  /// nearest one above.
  final Path configFile() {
    return configFile(options().folder(), ownFile().or(() -> options().file()));
  }

  static Path configFile(Optional<Path> inFolder, Optional<Path> file) {
    var folder = inFolder.orElse(Path.of("")).toAbsolutePath().normalize();
    if (file.isPresent()) {
      return folder.resolve(file.get()).normalize();
    }
    if (inFolder.isPresent()) {
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

  /// The project's daemon. One that was killed is started again and goes on.
  ///
  /// @throws DevloopException when the project is not up
  final Client needDaemon() {
    return daemon()
        .or(this::revived)
        .orElseThrow(() ->
            new DevloopException(
                ExitCode.USAGE,
                Problem.of(
                    "not-up",
                    "The project of " + configFile() + " is not up.",
                    "It was never started, or taken down.",
                    "devloop up")));
  }

  /// A daemon that ends takes its file with it: a file without its process is of one that was
  /// killed while the project was up.
  private Optional<Client> revived() {
    var files = files();
    if (!Files.exists(files.daemonFile())) {
      return Optional.empty();
    }
    System.err.println("the daemon was killed: starting it again");
    var client = Daemons.ensure(files, Install.current());
    client.stream("POST", "/up?frames=false", environment(), Console.QUIET);
    return Optional.of(client);
  }

  /// For `${VAR}` in the config: those of this command count, not those that the daemon was started
  /// with.
  static byte[] environment() {
    return System.getenv().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue() + "\0")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
