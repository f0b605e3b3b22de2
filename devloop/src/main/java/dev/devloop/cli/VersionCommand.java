package dev.devloop.cli;

import dev.devloop.project.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Print the version.",
    footer = {"", "Examples:", "  devloop version"})
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.println(Version.current());
    return 0;
  }
}
