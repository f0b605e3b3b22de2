package dev.devloop.core;

import java.util.List;
import java.util.stream.Collectors;

/// The only exception of devloop's own: it carries what a person is to be told.
public final class DevloopException extends RuntimeException {

  private final transient List<Problem> problems;
  private final ExitCode exit;

  public DevloopException(ExitCode exit, List<Problem> problems) {
    super(problems.stream().map(Problem::what).collect(Collectors.joining("; ")));
    this.exit = exit;
    this.problems = List.copyOf(problems);
  }

  public DevloopException(ExitCode exit, Problem problem) {
    this(exit, List.of(problem));
  }

  public DevloopException(ExitCode exit, Problem problem, Throwable cause) {
    this(exit, List.of(problem));
    initCause(cause);
  }

  /// All that is wrong, never empty.
  public List<Problem> problems() {
    return problems;
  }

  /// How a command ends that fails with this.
  public ExitCode exit() {
    return exit;
  }
}
