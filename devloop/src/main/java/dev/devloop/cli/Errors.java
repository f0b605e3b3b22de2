package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.PrintStream;

/// Failures as a person reads them: what, meaning, fix, evidence.
final class Errors {

  private Errors() {}

  /// Prints it to stderr.
  ///
  /// @return the exit code
  static int print(Exception e) {
    if (e instanceof DevloopException ours) {
      ours.problems().forEach(p -> print(p, System.err));
      return ours.exit().code();
    }
    print(
        Problem.of(
            "internal-error",
            e.toString(),
            "This is a mistake in devloop.",
            "Run it again with DEVLOOP_DEBUG=1 for the details."),
        System.err);
    if (System.getenv("DEVLOOP_DEBUG") != null) {
      e.printStackTrace();
    }
    return ExitCode.PLATFORM.code();
  }

  private static void print(Problem problem, PrintStream out) {
    out.println("error: " + problem.what() + " [" + problem.id() + "]");
    if (!problem.meaning().isEmpty()) {
      out.println("  why:  " + problem.meaning());
    }
    if (!problem.fix().isEmpty()) {
      out.println("  fix:  " + problem.fix());
    }
    problem.evidence().forEach(line -> out.println("  | " + line));
  }
}
