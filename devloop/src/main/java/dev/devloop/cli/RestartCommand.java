package dev.devloop.cli;

import picocli.CommandLine.Model.PositionalParamSpec;

final class RestartCommand extends FileCommand {

  private final Value<String> service =
      value(String.class, PositionalParamSpec.builder().paramLabel("SERVICE"));

  private final Flag pod = flag("New pods instead.", "--pod");

  RestartCommand() {
    super("restart", "Restart the process of a service, and wait until it is ready.");
    footer("Examples:", "  devloop restart web", "  devloop restart web --pod");
  }

  @Override
  public Integer call() {
    var path = "/services/" + Names.checked(service.required()) + "/restart?pods=" + pod.given();
    return needDaemon().stream("POST", path, new byte[0], Console.PRINT);
  }
}
