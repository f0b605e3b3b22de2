package dev.devloop.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;

final class CleanCommand extends FileCommand {

  private final Flag cache =
      flag("Results of recipes: images and tools that devloop built itself.", "--cache");

  CleanCommand() {
    super("clean", "Remove what can be made again.");
    footer("Examples:", "  devloop clean --cache");
  }

  @Override
  public Integer call() {
    if (!cache.given()) {
      throw new ParameterException(spec().commandLine(), "Say what: --cache");
    }
    return Host.run(List.of("clean", configFile().toString()));
  }
}
