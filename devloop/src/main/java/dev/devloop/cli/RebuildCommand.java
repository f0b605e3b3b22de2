package dev.devloop.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "rebuild",
    description = "Build images from nothing and roll them out.",
    footer = {"", "Examples:", "  devloop rebuild web", "  devloop rebuild"})
final class RebuildCommand extends FileCommand {

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "All when none is named.")
  private Optional<String> service = Optional.empty();

  @Override
  public Integer call() {
    var path = service.map(s -> "/services/" + Names.checked(s) + "/rebuild").orElse("/rebuild");
    return needDaemon().stream("POST", path, new byte[0], Console.PRINT);
  }
}
