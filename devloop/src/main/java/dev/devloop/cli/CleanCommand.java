package dev.devloop.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "clean",
    description = "Remove what can be made again.",
    footer = {"", "Examples:", "  devloop clean --cache"})
final class CleanCommand extends FileCommand {

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--cache",
      description = "Results of recipes: images and tools that devloop built itself.")
  private boolean cache;

  @Override
  public Integer call() {
    if (!cache) {
      throw new ParameterException(spec.commandLine(), "Say what: --cache");
    }
    return Host.run(List.of("clean", configFile().toString()));
  }
}
