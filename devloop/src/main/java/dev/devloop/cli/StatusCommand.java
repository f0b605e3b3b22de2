package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = "Show the cluster and the services.",
    footer = {
      "",
      "Examples:",
      "  devloop status",
      "  devloop status --watch",
      "  devloop status --json | jq '.services[] | {name, phase, url}'"
    })
final class StatusCommand extends FileCommand {

  @Option(names = "--json", description = "As one JSON document; with --watch one on each line.")
  private boolean json;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on and show what changes, until Ctrl-C or until the project is down.")
  private boolean watch;

  @Override
  public Integer call() {
    if (watch) {
      return watch();
    }
    var daemon = daemon();
    if (daemon.isEmpty()) {
      return withoutDaemon();
    }
    var text = daemon.get().get(json ? "/state" : "/state?as=text&" + Console.look());
    System.out.print(json ? text + "\n" : text);
    return 0;
  }

  private int watch() {
    var daemon = needDaemon();
    if (json) {
      return Watching.documents(daemon);
    }
    return Console.isInteractive() ? LiveView.watch(daemon) : Watching.rows(daemon);
  }

  private int withoutDaemon() {
    var args = new ArrayList<>(List.of("status", configFile().toString()));
    if (json) {
      args.add("--json");
    }
    return Host.run(args);
  }
}
