package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;

final class StatusCommand extends FileCommand {

  private final Flag json = flag("As one JSON document; with --watch one on each line.", "--json");

  private final Flag watch =
      flag(
          "Go on and show what changes, until Ctrl-C or until the project is down.",
          "-w",
          "--watch");

  StatusCommand() {
    super("status", "Show the cluster and the services.");
    footer(
        "Examples:",
        "  devloop status",
        "  devloop status --watch",
        "  devloop status --json | jq '.services[] | {name, phase, url}'");
  }

  @Override
  public Integer call() {
    if (watch.given()) {
      return watch();
    }
    var daemon = daemon();
    if (daemon.isEmpty()) {
      return withoutDaemon();
    }
    var text = daemon.get().get(json.given() ? "/state" : "/state?as=text&" + Console.look());
    System.out.print(json.given() ? text + "\n" : text);
    return 0;
  }

  private int watch() {
    var daemon = needDaemon();
    if (json.given()) {
      return Watching.documents(daemon);
    }
    return Console.isInteractive() ? LiveView.watch(daemon) : Watching.rows(daemon);
  }

  private int withoutDaemon() {
    var args = new ArrayList<>(List.of("status", configFile().toString()));
    if (json.given()) {
      args.add("--json");
    }
    return Host.run(args);
  }
}
