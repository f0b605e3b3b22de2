package dev.devloop.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "restart", description = "Restart a service and wait until it is ready.")
final class RestartCommand extends FileCommand {

  @Parameters(paramLabel = "SERVICE")
  private String service = "";

  @Option(names = "--pod", description = "A new pod instead of the process in the same one.")
  private boolean pod;

  @Override
  public Integer call() {
    var path = "/services/" + Names.checked(service) + "/restart?pod=" + pod;
    return needDaemon().stream("POST", path, new byte[0], Console.PRINT);
  }
}
