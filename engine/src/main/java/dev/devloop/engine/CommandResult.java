package dev.devloop.engine;

import java.util.ArrayList;
import java.util.List;

/// How a program ended.
///
/// @param command as one could paste it
/// @param exitCode 0 when all went well
/// @param output the last 2,000 lines of stdout and stderr together
public record CommandResult(String command, int exitCode, List<String> output) {

  public CommandResult {
    output = List.copyOf(output);
  }

  public boolean ok() {
    return exitCode == 0;
  }

  /// The command and its last lines, for the evidence of a problem.
  public List<String> evidence(int lines) {
    var all = new ArrayList<String>();
    all.add("$ " + command);
    all.addAll(output.subList(Math.max(0, output.size() - lines), output.size()));
    return all;
  }
}
