package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Failures as a person reads them: what, meaning, fix, evidence.
final class Errors {

  private Errors() {}

  /// Prints it to stderr.
  ///
  /// @return the exit code
  static int print(Exception e) {
    if (e instanceof DevloopException ours) {
      lines(ours).forEach(System.err::println);
      return ours.exit().code();
    }
    lines(
            Problem.of(
                "internal-error",
                e.toString(),
                "This is a mistake in devloop.",
                "Run it again with DEVLOOP_DEBUG=1 for the details."))
        .forEach(System.err::println);
    if (System.getenv("DEVLOOP_DEBUG") != null) {
      e.printStackTrace();
    }
    return ExitCode.PLATFORM.code();
  }

  /// A command line that nobody understands.
  ///
  /// @return the exit code
  static int print(ParameterException e) {
    var line = e.getCommandLine();
    var command = line.getCommandSpec().qualifiedName();
    var guesses =
        e instanceof UnmatchedArgumentException unknown
            ? unknown.getSuggestions()
            : List.<String>of();
    var meant = guesses.isEmpty() ? "" : "Meant was perhaps: " + String.join(", ", guesses);
    lines(Problem.of("usage", String.valueOf(e.getMessage()), meant, command + " --help"))
        .forEach(line.getErr()::println);
    return ExitCode.USAGE.code();
  }

  static List<String> lines(DevloopException e) {
    return e.problems().stream().flatMap(p -> lines(p).stream()).toList();
  }

  static List<String> lines(Problem problem) {
    var lines = new ArrayList<String>();
    lines.add("error: " + problem.what() + " [" + problem.id() + "]");
    if (!problem.meaning().isEmpty()) {
      lines.add("  why:  " + problem.meaning());
    }
    if (!problem.fix().isEmpty()) {
      lines.add("  fix:  " + problem.fix());
    }
    problem.evidence().forEach(line -> lines.add("  | " + line));
    return lines;
  }
}
