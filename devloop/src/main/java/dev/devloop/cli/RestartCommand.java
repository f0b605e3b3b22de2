package dev.devloop.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "restart", description = "Restart a service and wait until it is ready.")
final class RestartCommand extends FileCommand {

  @Parameters(paramLabel = "SERVICE")
  private String service = "";

  @Override
  public Integer call() {
    var path = "/services/" + Names.checked(service) + "/restart";
    return needDaemon().stream("POST", path, new byte[0], Console.PRINT);
  }
}
