package dev.devloop.cli;

import java.util.List;

final class DoctorCommand extends FileCommand {

  private final Flag json = flag("As one JSON document.", "--json");

  DoctorCommand() {
    super("doctor", "Look at this machine: what devloop needs, what to do.");
    footer("Examples:", "  devloop doctor", "  devloop doctor --json");
  }

  @Override
  public Integer call() {
    var file = configFile().toString();
    return Host.run(json.given() ? List.of("doctor", file, "--json") : List.of("doctor", file));
  }
}
