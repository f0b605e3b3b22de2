package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "pause",
    description = "Freeze the cluster: no CPU, memory kept. `devloop up` wakes it.",
    footer = {"", "Examples:", "  devloop pause", "  devloop pause --all"})
final class PauseCommand extends FileCommand {

  @Option(
      names = "--all",
      description = "Also when other projects are active in the cluster: they are frozen too.")
  private boolean all;

  @Override
  public Integer call() {
    var daemon = daemon().filter(Daemons::serves);
    if (daemon.isPresent()) {
      return daemon.get().stream("POST", "/cluster/pause?all=" + all, new byte[0], Console.PRINT);
    }
    var args = new ArrayList<>(List.of("pause", configFile().toString()));
    if (all) {
      args.add("--all");
    }
    return Host.run(args);
  }
}
