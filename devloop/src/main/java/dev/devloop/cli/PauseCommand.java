package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;

final class PauseCommand extends FileCommand {

  private final Flag all =
      flag("Also when other projects are active in the cluster: they are frozen too.", "--all");

  PauseCommand() {
    super("pause", "Freeze the cluster: no CPU, memory kept. `devloop up` wakes it.");
    footer("Examples:", "  devloop pause", "  devloop pause --all");
  }

  @Override
  public Integer call() {
    var daemon = daemon().filter(Daemons::serves);
    if (daemon.isPresent()) {
      return daemon.get().stream(
          "POST", "/cluster/pause?all=" + all.given(), new byte[0], Console.PRINT);
    }
    var args = new ArrayList<>(List.of("pause", configFile().toString()));
    if (all.given()) {
      args.add("--all");
    }
    return Host.run(args);
  }
}
