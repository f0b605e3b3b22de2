package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "engine",
    description = "The container engine: start one of devloop's own when there is none.",
    footer = {
      "",
      "Examples:",
      "  devloop engine status",
      "  devloop engine start --yes",
      "  devloop engine stop"
    })
final class EngineCommand extends FileCommand {

  enum Action {
    start,
    stop,
    status
  }

  @Parameters(paramLabel = "start|stop|status")
  private Action action = Action.status;

  @Option(names = "--json", description = "The status as one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var args = new ArrayList<>(List.of("engine-" + action.name(), configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    if (json) {
      args.add("--json");
    }
    return Host.run(args);
  }
}
