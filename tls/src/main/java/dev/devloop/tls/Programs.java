package dev.devloop.tls;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.Command;
import dev.devloop.engine.CommandResult;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs of this machine that the stores are kept with.
interface Programs {

  Optional<Path> find(String name);

  /// Runs it to its end; stdout and stderr are joined.
  CommandResult run(List<String> argv);

  /// What makes a command one of root's: nothing for root itself, `sudo`, or empty when there is no
  /// way.
  Optional<List<String>> rootPrefix();

  default boolean has(String name) {
    return find(name).isPresent();
  }

  /// Runs commands that only root may run, one after the other.
  ///
  /// @throws DevloopException `store-needs-root`, or `store-refused` when one of them fails
  default void runAsRoot(List<List<String>> commands) {
    var prefix =
        rootPrefix()
            .orElseThrow(
                () -> failure("store-needs-root", "run as root: " + shown(commands, List.of())));
    for (var command : commands) {
      var argv = Stream.concat(prefix.stream(), command.stream()).toList();
      mustSucceed(run(argv), shown(commands, prefix));
    }
  }

  /// @throws DevloopException `store-refused` with what the program said
  default void mustSucceed(CommandResult result, String how) {
    if (!result.ok()) {
      var said = String.join(" ", result.output().reversed().stream().limit(2).toList().reversed());
      throw failure("store-refused", said.strip() + "\nby hand: " + how);
    }
  }

  static String shown(List<List<String>> commands, List<String> prefix) {
    return String.join(
        " && ",
        commands.stream()
            .map(command -> Stream.concat(prefix.stream(), command.stream()).toList())
            .map(argv -> Command.of(argv).toString())
            .toList());
  }

  static DevloopException failure(String id, String how) {
    return new DevloopException(
        ExitCode.PLATFORM, Problem.of(id, "A store of certificates was not changed.", "", how));
  }

  /// Those on the PATH and where programs of root are.
  static Programs of(Map<String, String> env) {
    return new OnPath(env);
  }

  /// @param env of the process
  record OnPath(Map<String, String> env) implements Programs {

    /// Some wait for a password.
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @Override
    public Optional<Path> find(String name) {
      var folders =
          new ArrayList<>(List.of(env.getOrDefault("PATH", "").split(File.pathSeparator, -1)));
      folders.addAll(List.of("/usr/local/sbin", "/usr/sbin", "/sbin"));
      return folders.stream()
          .filter(folder -> !folder.isEmpty())
          .map(folder -> Path.of(folder, name))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .findFirst();
    }

    @Override
    public CommandResult run(List<String> argv) {
      return Command.of(argv).run(DEADLINE);
    }

    @Override
    public Optional<List<String>> rootPrefix() {
      if ("root".equals(System.getProperty("user.name"))) {
        return Optional.of(List.of());
      }
      return find("sudo").map(sudo -> List.of("sudo"));
    }
  }
}
