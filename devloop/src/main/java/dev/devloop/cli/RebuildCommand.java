package dev.devloop.cli;

final class RebuildCommand extends FileCommand {

  private final Value<String> service = serviceOrAll();

  RebuildCommand() {
    super("rebuild", "Build images from nothing and roll them out.");
    footer("Examples:", "  devloop rebuild web", "  devloop rebuild");
  }

  @Override
  public Integer call() {
    var path =
        service.given().map(s -> "/services/" + Names.checked(s) + "/rebuild").orElse("/rebuild");
    return needDaemon().stream("POST", path, new byte[0], Console.PRINT);
  }
}
