package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    description = "Check dev-config.yaml, all of it.",
    footer = {"", "Examples:", "  devloop validate", "  devloop -f other.yaml validate --json"})
final class ValidateCommand extends FileCommand {

  @Option(
      names = "--json",
      description = "As one JSON document: whether it is valid, and what is wrong.")
  private boolean json;

  @Override
  public Integer call() {
    if (json) {
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
