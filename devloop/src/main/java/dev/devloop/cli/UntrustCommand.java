package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;

final class UntrustCommand extends FileCommand {

  UntrustCommand() {
    super("untrust", "Take the root out of every store that `trust` has put it into.");
    footer("Examples:", "  devloop untrust", "  devloop untrust --yes    no question");
  }

  @Override
  public Integer call() {
    var args = new ArrayList<>(List.of("untrust", configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    return Host.run(args);
  }
}
