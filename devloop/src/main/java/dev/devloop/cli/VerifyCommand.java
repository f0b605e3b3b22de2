package dev.devloop.cli;

final class VerifyCommand extends FileCommand {

  private final Value<String> service = serviceOrAll();

  private final Flag json = flag("As one JSON document.", "--json");

  VerifyCommand() {
    super(
        "verify",
        "Compare the containers' files with the host's by hashes, and put right what differs.");
    footer(
        "Ends with 0 when all was equal, with 1 when something differed.",
        "",
        "Examples:",
        "  devloop verify",
        "  devloop verify web --json");
  }

  @Override
  public Integer call() {
    var of = service.given().map(s -> "/services/" + Names.checked(s)).orElse("");
    return needDaemon().stream(
        "POST", of + "/verify?json=" + json.given(), new byte[0], Console.PRINT);
  }
}
