package dev.devloop.cli;

import dev.devloop.config.ConfigSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "schema",
    description = "Print the JSON schema of dev-config.yaml, for editors.",
    footer = {"", "Examples:", "  devloop schema > dev-config.schema.json"})
final class SchemaCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.print(ConfigSchema.json());
    return 0;
  }
}
