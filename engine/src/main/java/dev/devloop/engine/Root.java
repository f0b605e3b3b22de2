package dev.devloop.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How commands run that only root may run.
///
/// @param prefix empty for root itself, else sudo
record Root(List<String> prefix) {

  /// @return empty when this user has no way to be root
  static Optional<Root> of(String user, HostTools tools) {
    if (user.equals("root")) {
      return Optional.of(new Root(List.of()));
    }
    return tools
        .find("sudo")
        .map(sudo -> new Root(List.of(sudo.toString(), "--preserve-env=PATH")));
  }

  Command command(List<String> argv) {
    return Command.of(argv(argv));
  }

  List<String> argv(List<String> argv) {
    var all = new ArrayList<>(prefix);
    all.addAll(argv);
    return all;
  }

  /// Asks a process to end. (`kill` as a program of its own is missing on small systems.)
  void end(long pid) {
    if (prefix.isEmpty()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    } else {
      command(List.of("kill", "-TERM", Long.toString(pid))).run(Duration.ofSeconds(30));
    }
  }
}
