package dev.devloop.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class DownCommand extends FileCommand {

  private final Flag delete =
      flag("Namespace, volumes and images too; the cluster when nobody else uses it.", "--delete");

  DownCommand() {
    super("down", "Take the workloads away, keep namespace and volumes, end the daemon.");
    footer("Examples:", "  devloop down", "  devloop down --delete");
  }

  @Override
  public Integer call() throws IOException {
    var daemon = daemon();
    int exit =
        daemon.filter(Daemons::serves).isPresent() ? byDaemon(daemon.get()) : withoutDaemon(daemon);
    if (exit == 0 && delete.given()) {
      // nothing is left that `ls` or `logs` could show
      files().forget();
    }
    return exit;
  }

  private int byDaemon(Client daemon) {
    try {
      return daemon.stream("POST", "/down?delete=" + delete.given(), new byte[0], Console.PRINT);
    } finally {
      // also when not all could be taken down: a second `down` needs no daemon
      Daemons.end(daemon);
    }
  }

  private int withoutDaemon(Optional<Client> useless) {
    useless.ifPresent(Daemons::end);
    var args = new ArrayList<>(List.of("down", configFile().toString()));
    if (delete.given()) {
      args.add("--delete");
    }
    return Host.run(args);
  }
}
