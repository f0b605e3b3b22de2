package dev.devloop.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs the commands whose start counts, in one process, so that the client's start-up cache has
/// the code of all of them. The build plays cluster and engine (`bin/lib/TrainingCluster.java`),
/// where the service of the project is never ready.
final class Training {

  private Training() {}

  /// @param args the project's folder, then names of commands
  public static void main(String[] args) {
    for (var command : List.of(args).subList(1, args.length)) {
      var words = new ArrayList<>(List.of("-C", args[0], command));
      if (command.equals("up")) {
        words.addAll(List.of("--detach", "--timeout", "2s"));
      }
      Main.execute(words.toArray(String[]::new));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
