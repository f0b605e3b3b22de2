package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;

final class TrustCommand extends FileCommand {

  TrustCommand() {
    super(
        "trust",
        "Let this machine trust the project's HTTPS: system, Chromium, Firefox, Java.",
        "The root speaks for the project's domain alone: all of .localhost, or the domain outside of it.");
    footer("Examples:", "  devloop trust", "  devloop trust --yes    no question");
  }

  @Override
  public Integer call() {
    var args = new ArrayList<>(List.of("trust", configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    return Host.run(args);
  }
}
