package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "validate", description = "Check dev-config.yaml, all of it.")
final class ValidateCommand extends FileCommand {

  @Override
  public Integer call() {
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
