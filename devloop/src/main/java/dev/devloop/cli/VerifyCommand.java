package dev.devloop.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description =
        "Compare the containers' files with the host's by hashes, and put right what differs.",
    footer = {
      "",
      "Ends with 0 when all was equal, with 1 when something differed.",
      "",
      "Examples:",
      "  devloop verify",
      "  devloop verify web --json"
    })
final class VerifyCommand extends FileCommand {

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "All when none is named.")
  private Optional<String> service = Optional.empty();

  @Option(names = "--json", description = "As one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var of = service.map(s -> "/services/" + Names.checked(s)).orElse("");
    return needDaemon().stream("POST", of + "/verify?json=" + json, new byte[0], Console.PRINT);
  }
}
