package dev.devloop.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restart",
    description = "Restart the process of a service, and wait until it is ready.",
    footer = {"", "Examples:", "  devloop restart web", "  devloop restart web --pod"})
final class RestartCommand extends FileCommand {

  @Parameters(paramLabel = "SERVICE")
  private String service = "";

  @Option(names = "--pod", description = "New pods instead.")
  private boolean pod;

  @Override
  public Integer call() {
    var path = "/services/" + Names.checked(service) + "/restart?pods=" + pod;
    return needDaemon().stream("POST", path, new byte[0], Console.PRINT);
  }
}
