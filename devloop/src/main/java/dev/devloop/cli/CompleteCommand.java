package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What the scripts of `completion` ask: `devloop complete -- WORDS`.
final class CompleteCommand extends FileCommand {

  private final Values<String> words =
      words(PositionalParamSpec.builder().arity("0..*").paramLabel("WORD"));

  CompleteCommand() {
    super("complete", "Print what may stand at the end.");
    spec().usageMessage().hidden(true);
  }

  @Override
  public Integer call() {
    new Completer(Main.commandLine().getCommandSpec(), this::services)
        .of(words.given())
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
    var file =
        after("--file").or(() -> words.given().contains("logs") ? after("--file") : after("-f"));
    return configFile(folder, file.map(Path::of));
  }

  private Optional<String> after(String option) {
    var all = words.given();
    int at = all.indexOf(option);
    return at >= 0 && at + 2 < all.size() ? Optional.of(all.get(at + 1)) : Optional.empty();
  }
}
