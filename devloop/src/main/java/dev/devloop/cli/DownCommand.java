package dev.devloop.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    description = "Take the workloads away, keep namespace and volumes, end the daemon.",
    footer = {"", "Examples:", "  devloop down", "  devloop down --delete"})
final class DownCommand extends FileCommand {

  @Option(
      names = "--delete",
      description = "Namespace, volumes and images too; the cluster when nobody else uses it.")
  private boolean delete;

  @Override
  public Integer call() throws IOException {
    var daemon = daemon();
    int exit =
        daemon.filter(Daemons::serves).isPresent() ? byDaemon(daemon.get()) : withoutDaemon(daemon);
    if (exit == 0 && delete) {
      // nothing is left that `ls` or `logs` could show
      files().forget();
    }
    return exit;
  }

  private int byDaemon(Client daemon) {
    try {
      return daemon.stream("POST", "/down?delete=" + delete, new byte[0], Console.PRINT);
    } finally {
      // also when not all could be taken down: a second `down` needs no daemon
      Daemons.end(daemon);
    }
  }

  private int withoutDaemon(Optional<Client> useless) {
    useless.ifPresent(Daemons::end);
    var args = new ArrayList<>(List.of("down", configFile().toString()));
    if (delete) {
      args.add("--delete");
    }
    return Host.run(args);
  }
}
