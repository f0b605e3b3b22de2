package dev.devloop.host;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.daemon.Platform;
import dev.devloop.project.Install;
import dev.devloop.project.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The process that does what a command needs the engine or the cluster for: `HostMain WORK
/// CONFIG-FILE OPTIONS`.
public final class HostMain {

  private HostMain() {}

  /// @param args see above
  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.SEVERE);
    var env = System.getenv();
    var home = Home.of(env, Path.of(System.getProperty("user.home")));
    var files = ProjectFiles.of(home, Path.of(args[1]));
    var options = List.of(args).subList(2, args.length);
    int exit;
    try (var platform = new Platform(env, home, Install.current())) {
      exit = new HostWork(env, home, platform, files, options).run(args[0]).code();
    } catch (DevloopException e) {
      e.problems().forEach(HostMain::print);
      exit = e.exit().code();
    } catch (InterruptedException _) {
      exit = ExitCode.INTERRUPTED.code();
    }
    System.exit(exit);
  }

  private static void print(Problem problem) {
    dev.devloop.ui.Rows.problem(problem).forEach(System.err::println);
  }
}
