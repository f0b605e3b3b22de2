package dev.devloop.cli;

import dev.devloop.config.ConfigSchema;

final class SchemaCommand extends Command {

  SchemaCommand() {
    super("schema", "Print the JSON schema of dev-config.yaml, for editors.");
    footer("Examples:", "  devloop schema > dev-config.schema.json");
  }

  @Override
  public Integer call() {
    System.out.print(ConfigSchema.json());
    return 0;
  }
}
