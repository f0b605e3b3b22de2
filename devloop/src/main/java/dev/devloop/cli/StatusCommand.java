package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show the cluster and the services.")
final class StatusCommand extends FileCommand {

  @Option(names = "--json", description = "As one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var daemon = daemon();
    if (daemon.isEmpty()) {
      return withoutDaemon();
    }
    var text = daemon.get().get(json ? "/state" : "/state?as=text&colour=" + Console.colour());
    System.out.print(json ? text + "\n" : text);
    return 0;
  }

  private int withoutDaemon() {
    var args = new ArrayList<>(List.of("status", configFile().toString()));
    if (json) {
      args.add("--json");
    }
    return Host.run(args);
  }
}
