package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

final class EngineCommand extends FileCommand {

  enum Action {
    start,
    stop,
    status
  }

  private final Value<Action> action =
      value(Action.class, PositionalParamSpec.builder().paramLabel("start|stop|status"));

  private final Flag json = flag("The status as one JSON document.", "--json");

  EngineCommand() {
    super("engine", "The container engine: start one of devloop's own when there is none.");
    footer(
        "Examples:",
        "  devloop engine status",
        "  devloop engine start --yes",
        "  devloop engine stop");
  }

  @Override
  public Integer call() {
    var args =
        new ArrayList<>(List.of("engine-" + action.required().name(), configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    if (json.given()) {
      args.add("--json");
    }
    return Host.run(args);
  }
}
