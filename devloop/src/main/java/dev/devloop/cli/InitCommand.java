package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.config.Init;
import java.nio.file.Path;

final class InitCommand extends FileCommand {

  private final Flag print = flag("Print it instead.", "--print");

  InitCommand() {
    super("init", "Write a first dev-config.yaml from what the folder has.");
    footer("Examples:", "  devloop init");
  }

  @Override
  public Integer call() {
    var folder = options().folder().orElse(Path.of("")).toAbsolutePath().normalize();
    var proposal = print.given() ? Init.propose(folder) : Init.write(folder);
    if (print.given()) {
      System.out.print(proposal.text());
    } else {
      System.out.println("wrote " + folder.resolve(ConfigReader.FILE));
    }
    proposal.notes().forEach(note -> System.err.println("note: " + note));
    return 0;
  }
}
