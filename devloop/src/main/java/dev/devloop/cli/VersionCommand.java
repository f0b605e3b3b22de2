package dev.devloop.cli;

import dev.devloop.project.Version;

final class VersionCommand extends Command {

  VersionCommand() {
    super("version", "Print the version.");
    footer("Examples:", "  devloop version");
  }

  @Override
  public Integer call() {
    System.out.println(Version.current());
    return 0;
  }
}
