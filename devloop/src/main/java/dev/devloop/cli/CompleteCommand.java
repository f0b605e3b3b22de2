package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What the scripts of `completion` ask: `devloop complete -- WORDS`.
@Command(name = "complete", hidden = true, description = "Print what may stand at the end.")
final class CompleteCommand extends FileCommand {

  @Parameters(arity = "0..*", paramLabel = "WORD")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    new Completer(Main.commandLine().getCommandSpec(), this::services)
        .of(words)
        .forEach(System.out::println);
    return 0;
  }

  /// None of a configuration that is wrong: a completion is no place to say so.
  private List<String> services() {
    try {
      return ConfigReader.read(meant(), System.getenv()).services().keySet().stream()
          .map(ServiceName::value)
          .toList();
    } catch (DevloopException _) {
      return List.of();
    }
  }

  /// The file that the words before name by `-C` and `-f`.
  private Path meant() {
    var folder = after("-C").map(Path::of);
    // -f of `logs` is --follow
    var file = after("--file").or(() -> words.contains("logs") ? after("--file") : after("-f"));
    return configFile(folder, file.map(Path::of));
  }

  private Optional<String> after(String option) {
    int at = words.indexOf(option);
    return at >= 0 && at + 2 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }
}
