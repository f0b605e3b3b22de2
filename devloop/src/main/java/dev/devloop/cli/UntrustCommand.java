package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "untrust",
    description = "Take the root out of every store that `trust` has put it into.",
    footer = {"", "Examples:", "  devloop untrust", "  devloop untrust --yes    no question"})
final class UntrustCommand extends FileCommand {

  @Override
  public Integer call() {
    var args = new ArrayList<>(List.of("untrust", configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    return Host.run(args);
  }
}
