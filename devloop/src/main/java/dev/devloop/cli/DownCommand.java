package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    description = "Take the workloads away, keep namespace and volumes, end the daemon.")
final class DownCommand extends FileCommand {

  @Option(
      names = "--delete",
      description = "Namespace, volumes and images too; the cluster when nobody else uses it.")
  private boolean delete;

  @Override
  public Integer call() {
    var daemon = daemon();
    if (daemon.isPresent() && serves(daemon.get())) {
      int exit = daemon.get().stream("POST", "/down?delete=" + delete, new byte[0], Console.PRINT);
      if (exit == 0) {
        Daemons.awaitEnd(daemon.get());
      }
      return exit;
    }
    daemon.ifPresent(Daemons::end);
    var args = new ArrayList<>(List.of("down", configFile().toString()));
    if (delete) {
      args.add("--delete");
    }
    return Host.run(args);
  }

  /// A daemon that never saw a good config does not know what to take down.
  private static boolean serves(Client daemon) {
    return Daemons.isCurrent(daemon) && !daemon.get("/state?as=text").startsWith("  cluster");
  }
}
