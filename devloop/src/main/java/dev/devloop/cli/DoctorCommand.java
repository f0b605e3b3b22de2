package dev.devloop.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Look at this machine: what devloop needs, what to do.",
    footer = {"", "Examples:", "  devloop doctor", "  devloop doctor --json"})
final class DoctorCommand extends FileCommand {

  @Option(names = "--json", description = "As one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var file = configFile().toString();
    return Host.run(json ? List.of("doctor", file, "--json") : List.of("doctor", file));
  }
}
