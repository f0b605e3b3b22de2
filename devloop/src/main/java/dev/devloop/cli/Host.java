package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.project.Install;
import java.io.IOException;
import java.util.List;

/// Work that needs more than the short class path of this process: done by another process, which
/// has this one's terminal.
final class Host {

  private Host() {}

  /// Runs it to its end.
  ///
  /// @return its exit code
  static int run(List<String> args) {
    var command =
        Install.current()
            .java(
                "daemon.aot",
                List.of(
                    "-Xms16m",
                    "-Xmx512m",
                    "-Ddevloop.tty.in=" + Console.inIsTerminal(),
                    "-Ddevloop.tty.out=" + Console.outIsTerminal()),
                "dev.devloop.host.HostMain");
    command.addAll(args);
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of("java-failed", "Java does not start: " + e.getMessage(), "", ""),
          e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.code();
    }
  }
}
