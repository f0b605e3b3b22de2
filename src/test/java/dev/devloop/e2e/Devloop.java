package dev.devloop.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The product as a person meets it: `bin/devloop`, run in a folder.
///
/// @param script the checkout's `bin/devloop`
/// @param folder where it is called
/// @param env its whole environment
record Devloop(Path script, Path folder, Map<String, String> env) {

  /// Longer than anything takes but images that are made first; a command that hangs ends here.
  static final Duration DEADLINE = Duration.ofMinutes(5);

  Devloop {
    env = Map.copyOf(env);
  }

  Devloop in(Path other) {
    return new Devloop(script, other, env);
  }

  Devloop with(String name, String value) {
    var more = new HashMap<>(env);
    more.put(name, value);
    return new Devloop(script, folder, more);
  }

  /// Runs to the end with nothing on standard input.
  Run run(String... args) {
    return start(args).input("").end(DEADLINE);
  }

  Run runWithInput(String input, String... args) {
    return start(args).input(input).end(DEADLINE);
  }

  Started start(String... args) {
    // what runs the tests may itself run in the background, where Ctrl-C is ignored and would be by
    // all that it starts
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(script.toString());
    command.addAll(List.of(args));
    return Started.start(folder, env, command);
  }

  /// Starts it on a terminal of its own; what is typed goes to that terminal.
  Started startOnTerminal(String... args) {
    // `script` belongs to every Debian and gives the command a pseudo terminal
    var line = script + " " + String.join(" ", args);
    return Started.start(folder, env, List.of("script", "-qefc", line, "/dev/null"));
  }
}
