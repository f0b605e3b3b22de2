package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.config.Init;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    description = "Write a first dev-config.yaml from what the folder has.",
    footer = {"", "Examples:", "  devloop init"})
final class InitCommand extends FileCommand {

  @Option(names = "--print", description = "Print it instead.")
  private boolean print;

  @Override
  public Integer call() {
    var folder = options().folder().orElse(Path.of("")).toAbsolutePath().normalize();
    var proposal = print ? Init.propose(folder) : Init.write(folder);
    if (print) {
      System.out.print(proposal.text());
    } else {
      System.out.println("wrote " + folder.resolve(ConfigReader.FILE));
    }
    proposal.notes().forEach(note -> System.err.println("note: " + note));
    return 0;
  }
}
