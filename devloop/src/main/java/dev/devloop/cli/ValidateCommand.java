package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import java.util.List;

final class ValidateCommand extends FileCommand {

  private final Flag json =
      flag("As one JSON document: whether it is valid, and what is wrong.", "--json");

  ValidateCommand() {
    super("validate", "Check dev-config.yaml, all of it.");
    footer("Examples:", "  devloop validate", "  devloop -f other.yaml validate --json");
  }

  @Override
  public Integer call() {
    if (json.given()) {
      return Host.run(List.of("validate", configFile().toString(), "--json"));
    }
    var config = ConfigReader.read(configFile(), System.getenv());
    if (!config.manifests().isEmpty()) {
      int exit = Host.run(List.of("validate", configFile().toString()));
      if (exit != 0) {
        return exit;
      }
    }
    System.out.println(config.file() + ": fine, " + config.services().size() + " services");
    return 0;
  }
}
